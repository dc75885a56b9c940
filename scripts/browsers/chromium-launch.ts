import type { LaunchOptions } from '@playwright/test'
import { chromium, findInstalled } from './browser.ts'

// Without the resolver rule Chromium asks the net for updates and accounts, whatever other switches say; without the
// exception for *.local two pages on one machine never find each other in a call.
const quiet = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE *.local',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
]

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

const executablePath = process.env.CHROMIUM_PATH ?? findInstalled(chromium)

/** The installed Chromium, silent towards the net; Playwright's own where none is installed. */
export const chromiumLaunch: LaunchOptions = {
  args: [...quiet, ...asRoot],
  ...(executablePath && { executablePath }),
}

/**
 * The same with a microphone that beeps and a camera that shows a picture. Whom they are given is each page's own matter
 * unless `--use-fake-ui-for-media-stream` is added.
 */
export const chromiumWithMedia: LaunchOptions = {
  ...chromiumLaunch,
  args: [
    ...(chromiumLaunch.args ?? []),
    '--use-fake-device-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    // Where the machine has no other network than its own.
    '--allow-loopback-in-peer-connection',
  ],
}
