import { defineConfig } from '@playwright/test'
import { chromiumLaunch } from '#scripts/browsers/chromium-launch'

/** No tests: it makes pictures of every screen for people to look at. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.screen.ts',
  outputDir: '../../../.cache/screens-run',
  reporter: 'list',
  workers: 1,
  timeout: 90_000,
  use: { actionTimeout: 10_000, navigationTimeout: 10_000 },
  projects: [{ name: 'chromium', use: { browserName: 'chromium', launchOptions: chromiumLaunch } }],
})
