import { brotli, type Draft } from './built-file.ts'
import type { Bundle } from './bundle.ts'
import type { Page } from './pages.ts'

/** What a visitor's browser fetches before the name form works, in brotli bytes. */
export type FirstLoad = { html: number; css: number; js: number }

export const firstLoadBudgetBytes = 30 * 1024

const visitorPage = 'index.html'

/** The visitor's page, its styles, and its scripts with everything that they import statically. */
export const firstLoadOf = (pages: readonly Page[], bundled: Bundle, drafts: readonly Draft[]): FirstLoad => {
  const page = pages.find(({ name }) => name === visitorPage)
  if (!page) throw new Error(`The client folder has no ${visitorPage}`)
  const weightOf = (paths: readonly string[]): number =>
    drafts
      .filter(({ listed }) => paths.includes(listed.path))
      .reduce((sum, { bytes, br }) => sum + (br ?? brotli(bytes)).byteLength, 0)
  return {
    html: weightOf([`/${visitorPage}`]),
    css: weightOf(page.refs.styles.map(bundled.builtPathOf)),
    js: weightOf(
      page.refs.scripts.flatMap((source) => [bundled.builtPathOf(source), ...bundled.staticImportsOf(source)]),
    ),
  }
}

const kib = (bytes: number): string => (bytes / 1024).toFixed(1)
const total = ({ html, css, js }: FirstLoad): number => html + css + js

export const describeFirstLoad = (load: FirstLoad): string =>
  `visitor's first load ${kib(total(load))} of ${kib(firstLoadBudgetBytes)} KiB brotli` +
  ` (html ${kib(load.html)}, css ${kib(load.css)}, js ${kib(load.js)})`

/** Refuses a first load above the budget. */
export const checkFirstLoad = (load: FirstLoad): void => {
  if (total(load) > firstLoadBudgetBytes) throw new Error(`too heavy: ${describeFirstLoad(load)}`)
}
