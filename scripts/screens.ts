import { chromium } from '#scripts/browsers/browser'
import { runPlaywright } from '#scripts/browsers/playwright'
import { provide } from '#scripts/browsers/provide'
import { install } from '#scripts/prepare/install'
import { root } from './root.ts'

await install(root)
const { buildClient } = await import('#scripts/build')
await buildClient()
const env = { CHROMIUM_PATH: await provide(chromium) }
process.exitCode = await runPlaywright('tests/browser/screens/playwright.config.ts', env)
console.log('The pictures are in .cache/screens.')
