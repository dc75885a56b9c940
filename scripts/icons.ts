import { chromium } from '#scripts/browsers/browser'
import { provide } from '#scripts/browsers/provide'
import { install } from '#scripts/prepare/install'
import { root } from './root.ts'

await install(root)
const { chromium: launcher } = await import('@playwright/test')
const { drawIcons } = await import('#scripts/icons/draw')
const { takePictures } = await import('#scripts/icons/pictures')

const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await launcher.launch({ executablePath: await provide(chromium), args })
try {
  console.log(`client/icons: ${await drawIcons(browser)} icons`)
  // The pictures show the pages, which need the icons: after them.
  if (!process.argv.includes('--only-icons')) console.log(`client/manifests: ${await takePictures(browser)} pictures`)
} finally {
  await browser.close()
}
