import type { LaunchOptions, Page } from '@playwright/test'
import { chromiumLaunch } from '#scripts/browsers/chromium-launch'
import { phone } from './people.ts'

/** Chromium with a microphone that beeps; whom it may hear is each page's own matter. */
export const withMicrophone: LaunchOptions = {
  ...chromiumLaunch,
  args: [...(chromiumLaunch.args ?? []), '--use-fake-device-for-media-stream'],
}

export const speaker = { ...phone, permissions: ['microphone'] }

/** Counts the sounds that this page has played to their end. */
export const countEnds = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { dataset } = document.documentElement
    dataset.ends = '0'
    // A sound tells it to nobody around it, but on the way down it can be seen.
    document.addEventListener('ended', () => (dataset.ends = String(Number(dataset.ends) + 1)), true)
  })

export const endsOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset.ends)
