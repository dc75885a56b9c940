import { afterAll, beforeAll, expect, test } from 'bun:test'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { biome } from '#scripts/check/steps'
import { root } from '#scripts/root'

type Planted = { at: string; code: string; rule: string }

const imports = (at: string, from: string): Planted => ({
  at,
  code: `import { thing } from '${from}'\n\nexport const other = thing\n`,
  rule: 'lint/style/noRestrictedImports',
})
const waits = (at: string, predicate: string): Planted => ({
  at: `tests/browser/waits-${at}.ts`,
  code: `export const wait = (page: Page) => page.waitForFunction(${predicate})\n`,
  rule: 'plugin',
})
const sinks = (at: string, statement: string): Planted => ({
  at,
  code: `export const show = (element: HTMLElement, text: string) => {\n  ${statement}\n}\n`,
  rule: 'plugin',
})
const breaks = (rule: string, at: string, code: string): Planted => ({ at, code: `${code}\n`, rule })

const planted: readonly Planted[] = [
  imports('server/protocol/sees-domain.ts', '#server/domain/cid'),
  imports('server/protocol/sees-node.ts', 'node:fs'),
  imports('server/protocol/sees-whole-zod.ts', 'zod'),
  imports('server/domain/sees-store.ts', '#server/store/ports'),
  imports('server/domain/sees-node.ts', 'node:crypto'),
  imports('server/actions/chat/sees-sqlite.ts', '#server/store/sqlite/store'),
  imports('server/actions/chat/sees-edge.ts', '#server/ws/hub'),
  imports('server/actions/chat/sees-outbound.ts', '#server/outbound/web-push'),
  imports('server/store/sqlite/sees-edge.ts', '#server/http/app'),
  imports('server/store/sqlite/sees-actions.ts', '#server/actions/chat/post-message'),
  imports('server/outbound/sees-edge.ts', '#server/ws/hub'),
  imports('server/http/sees-sqlite.ts', '#server/store/sqlite/store'),
  imports('server/http/sees-ws.ts', '#server/ws/hub'),
  imports('server/http/sees-server.ts', '#server/server'),
  imports('server/ws/sees-http.ts', '#server/http/app'),
  imports('server/telegram/sees-sqlite.ts', '#server/store/sqlite/store'),
  imports('server/jobs/sees-server.ts', '#server/server'),
  imports('server/commands/sees-edge.ts', '#server/http/app'),
  imports('server/log.ts', '#server/domain/cid'),
  imports('server/sees-client.ts', '#client/visitor'),
  imports('client/state/sees-server.ts', '#server/domain/cid'),
  imports('client/state/sees-net.ts', '#client/net/socket'),
  imports('client/views/sees-net.ts', '#client/net/socket'),
  imports('client/net/sees-views.ts', '#client/views/composer'),
  imports('client/visitor.ts', '#server/log'),
  imports('client/platform/sees-node.ts', 'node:path'),
  imports('sw/sees-client.ts', '#client/net/socket'),
  imports('sw/sees-server.ts', '#server/log'),
  imports('server/store/ports.ts', './sqlite/store.ts'),
  imports('server/main.ts', '#tests/support/server'),
  imports('scripts/sees-tests.ts', '#tests/support/server'),
  imports('scripts/climbs.ts', '../server/log.ts'),
  imports('tests/ws/climbs.ts', '../support/server.ts'),
  waits('arrow', 'async () => true'),
  waits('arrow-with-argument', 'async (one) => one, 1'),
  waits('function', 'async function () { return true }'),
  waits('named-function', 'async function ready() { return true }, 1, { timeout: 9 }'),
  waits('generic', 'async <T>(one: T): Promise<boolean> => Boolean(one), 1'),
  waits('after-a-comment', '\n  // why\n  async () => true,\n'),
  sinks('client/views/inner.ts', 'element.innerHTML = text'),
  sinks('client/views/outer.ts', "element['outerHTML'] += text"),
  sinks('client/views/adjacent.ts', "element?.insertAdjacentHTML('beforeend', text)"),
  sinks('client/views/assigned.ts', 'Object.assign(element, { innerHTML: text })'),
  sinks('client/views/written.ts', 'document.write(text, element)'),
  sinks('sw/inner.ts', 'element.innerHTML = text'),
  breaks(
    'lint/nursery/noFloatingPromises',
    'server/jobs/floats.ts',
    "import { later } from '#server/jobs/later'\n\nexport const go = () => {\n  later()\n}",
  ),
  breaks(
    'lint/nursery/noMisusedPromises',
    'server/jobs/misuses.ts',
    "import { later } from '#server/jobs/later'\n\nexport const go = () => (later() ? 1 : 2)",
  ),
  breaks(
    'lint/nursery/useExhaustiveSwitchCases',
    'client/state/forgets.ts',
    "export const go = (side: 'a' | 'b') => {\n  switch (side) {\n    case 'a':\n      return 1\n  }\n  return 2\n}",
  ),
  breaks(
    'lint/suspicious/noImportCycles',
    'client/i18n/one.ts',
    "import { two } from './two.ts'\n\nexport const one = () => two",
  ),
  breaks('lint/style/noDefaultExport', 'client/default.ts', 'const thing = 1\nexport default thing'),
  breaks('lint/performance/noBarrelFile', 'client/barrel.ts', "export { one } from '#client/i18n/one'"),
  breaks('lint/style/useFilenamingConvention', 'client/camelCase.ts', 'export const thing = 1'),
  breaks('lint/suspicious/noConsole', 'server/http/prints.ts', 'export const go = () => console.log(1)'),
  breaks('lint/style/noProcessEnv', 'server/http/reads.ts', 'export const port = process.env.PORT'),
  breaks('lint/suspicious/noExplicitAny', 'client/any.ts', 'export const thing = (x: any) => x'),
  breaks(
    'lint/suspicious/noSkippedTests',
    'tests/skips.test.ts',
    "import { test } from 'bun:test'\n\ntest.skip('nothing', () => {})",
  ),
  breaks(
    'lint/complexity/noExcessiveLinesPerFunction',
    'server/domain/long.ts',
    `export const long = (list: number[]) => {\n${'  list.push(1)\n'.repeat(91)}}`,
  ),
]

const allowed: Record<string, string> = {
  'server/protocol/allowed.ts': "import * as z from 'zod/mini'\n\nexport const a = z.string()\n",
  'server/jobs/later.ts': "export const later = async (): Promise<boolean> => 'x'.length > 0\n",
  'client/i18n/two.ts': "import { one } from './one.ts'\n\nexport const two = () => one\n",
  'server/actions/chat/allowed.ts':
    "import { cid } from '#server/domain/cid'\nimport type { Store } from '#server/store/ports'\n\nexport const a = (store: Store) => [store, cid]\n",
  'server/server.ts':
    "import { createApp } from '#server/http/app'\nimport { openStore } from '#server/store/sqlite/store'\n\nexport const a = [createApp, openStore]\n",
  'server/commands/allowed.ts':
    "import { startServer } from '#server/server'\n\nexport const a = () => console.log(startServer)\n",
  'client/admin.ts':
    "import { state } from '#client/state/state'\nimport { openDB } from 'idb'\n\nexport const a = [openDB, state]\n",
  'client/i18n/allowed.ts': "export const a = (element: HTMLElement) => {\n  element.textContent = 'x'\n}\n",
  'tests/allowed.ts':
    "import { startServer } from '#server/server'\n\nexport const a = (page: Page) => page.waitForFunction(() => startServer)\n",
  'tests/browser/playwright.config.ts': 'const config = {}\nexport default config\n',
}

type Diagnostic = { category: string; location: { path: string } }

let dir: string
let found: { path: string; rule: string }[]

const put = (path: string, code: string): void => {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), code)
}

const lint = async (): Promise<typeof found> => {
  const command = biome('lint', '--reporter=json', '--max-diagnostics=none', '.')
  const linter = Bun.spawn(command, { cwd: dir, stderr: 'ignore' })
  const { diagnostics }: { diagnostics: Diagnostic[] } = await new Response(linter.stdout).json()
  return diagnostics.map(({ category, location }) => ({ path: location.path, rule: category }))
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'konusma-lint-'))
  for (const name of ['.biome.json', 'package.json', 'scripts/lint'])
    cpSync(join(root, name), join(dir, name), { recursive: true })
  for (const { at, code } of planted) put(at, code)
  for (const [at, code] of Object.entries(allowed)) put(at, code)
  found = await lint()
})

afterAll(() => rmSync(dir, { recursive: true }))

for (const { at, rule } of planted) {
  test(`${at} breaks ${rule}`, () => {
    expect(found.filter(({ path }) => path === at).map((one) => one.rule)).toContain(rule)
  })
}

test('what the layers allow passes', () => {
  expect(found.filter(({ path }) => Object.keys(allowed).includes(path) && path !== 'client/i18n/two.ts')).toEqual([])
})
