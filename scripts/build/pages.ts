import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

export type Page = { name: string; html: string; refs: Refs }
/** `lateStyles` say `media="not all"`: a browser fetches them behind all else, and a script lets them apply. */
type Refs = { scripts: string[]; styles: string[]; lateStyles: string[]; others: string[] }

// An address with a scheme, from the root, or a fragment is not a file of the client folder.
const isSource = (ref: string): boolean => ref !== '' && !/^([a-z][a-z0-9+.-]*:|[/#])/i.test(ref)

type See = (ref: string, isLate: boolean) => string | undefined

const onRefs = (html: string, see: See): string => {
  const seeIn = (attribute: string) => ({
    element(element: HTMLRewriterTypes.Element) {
      const ref = element.getAttribute(attribute)
      const isLate = element.getAttribute('media') === 'not all'
      const built = ref !== null && isSource(ref) ? see(ref, isLate) : undefined
      if (built) element.setAttribute(attribute, built)
    },
  })
  return new HTMLRewriter().on('script[src], img[src]', seeIn('src')).on('link[href]', seeIn('href')).transform(html)
}

const refsOf = (html: string): Refs => {
  const refs: Refs = { scripts: [], styles: [], lateStyles: [], others: [] }
  onRefs(html, (ref, isLate) => {
    const styles = isLate ? refs.lateStyles : refs.styles
    const kind = { '.ts': refs.scripts, '.css': styles }[extname(ref)] ?? refs.others
    if (!kind.includes(ref)) kind.push(ref)
    return undefined
  })
  return refs
}

const withScript = (html: string, script: string): string =>
  script ? html.replace('</head>', `<script type="module" src="${script}"></script></head>`) : html

const readPage = (clientDir: string, name: string, alsoLoad: string): Page => {
  const html = withScript(readFileSync(join(clientDir, name), 'utf8'), alsoLoad)
  const refs = refsOf(html)
  const missing = Object.values(refs)
    .flat()
    .find((ref) => !statSync(join(clientDir, ref), { throwIfNoEntry: false }))
  if (missing) throw new Error(`${name} refers to ${missing}, which does not exist`)
  return { name, html, refs }
}

/** Every `*.html` of the client folder and what it refers to, relative to that folder. */
export const readPages = (clientDir: string, alsoLoad: string): Page[] =>
  readdirSync(clientDir)
    .filter((name) => name.endsWith('.html'))
    .sort()
    .map((name) => readPage(clientDir, name, alsoLoad))

/** The page with built addresses, and its scripts' static chunks asked for before they are discovered. */
export const rewritePage = (page: Page, builtPathOf: (ref: string) => string, preloads: readonly string[]): string => {
  const links = preloads.map((path) => `<link rel="modulepreload" href="${path}">`).join('')
  const html = onRefs(page.html, builtPathOf)
  return new HTMLRewriter().on('head', { element: (head) => void head.append(links, { html: true }) }).transform(html)
}
