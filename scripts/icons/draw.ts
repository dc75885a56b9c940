import { writeFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { inRoot } from '#scripts/root'
import { drawings } from './drawings.ts'

/** Draws every icon into `client/icons`. Resolves to how many. */
export const drawIcons = async (browser: Browser): Promise<number> => {
  const page = await browser.newPage()
  const all = drawings()
  for (const { name, size, svg } of all) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`)
    writeFileSync(inRoot('client/icons', `${name}.png`), await page.screenshot({ omitBackground: true }))
  }
  await page.close()
  return all.length
}
