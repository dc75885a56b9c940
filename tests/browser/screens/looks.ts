import { join } from 'node:path'
import type { Page } from '@playwright/test'

type Size = { name: string; viewport: { width: number; height: number }; hasTouch?: boolean; isMobile?: boolean }

const sizes: readonly Size[] = [
  { name: '360', viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  { name: '390', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  { name: '768', viewport: { width: 768, height: 1024 }, hasTouch: true },
  { name: '1440', viewport: { width: 1440, height: 900 } },
]

/** Every size once in each scheme; the languages take turns, so that both are seen light and dark. */
export const looks = sizes.flatMap((size, index) =>
  (['light', 'dark'] as const).map((colorScheme) => {
    const locale = (colorScheme === 'light') === (index % 2 === 0) ? 'tr-TR' : 'en-GB'
    const { name, ...options } = size
    return { name: `${name}.${colorScheme}.${locale.slice(0, 2)}`, options: { ...options, colorScheme, locale } }
  }),
)

const folder = join(import.meta.dirname, '../../../.cache/screens')

/** Takes the picture of a screen once its fonts are there and nothing moves any more. */
export const picture = async (page: Page, screen: string, look: string): Promise<void> => {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: join(folder, `${screen}.${look}.png`), animations: 'disabled' })
}
