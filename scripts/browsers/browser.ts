import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Browser = {
  name: string
  /** Names it goes by in PATH, the likeliest first. */
  commands: readonly string[]
  /** Debian's packages that bring it. */
  packages: readonly string[]
  /** What makes it start, say something and end well, where that is not `--version`. */
  probe?: string
  /** What Playwright calls its own build of it; none where no other will do. */
  download?: string
  /** Where it must be, whatever PATH names. */
  folder?: string
  /** A service that its package starts, and that is to be stopped where the package came by us. */
  service?: string
}

export const chromium: Browser = {
  name: 'Chromium',
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  packages: ['chromium', 'fonts-noto-color-emoji'],
  download: 'chromium',
}

/** Spoken to by WebDriver BiDi, which a stock Firefox understands; Playwright's own build would not. */
export const firefox: Browser = {
  name: 'Firefox',
  commands: ['firefox-esr', 'firefox'],
  packages: ['firefox-esr'],
}

export const webkit: Browser = {
  name: 'WebKitGTK',
  commands: ['WebKitWebDriver'],
  packages: ['webkit2gtk-driver'],
  probe: '--help',
}

/** The screen that WebKitGTK draws on: it has no mode without one. */
export const screen: Browser = { name: 'Xvfb', commands: ['Xvfb'], packages: ['xvfb'], probe: '-help' }

/** The bus of a desktop, over which its notifications are shown and pressed. */
export const bus: Browser = { name: 'D-Bus', commands: ['dbus-daemon'], packages: ['dbus'] }

/** Draws that desktop. Debian's own Python: another does not see Debian's packages. */
export const glibForPython: Browser = {
  name: 'GLib for Python',
  commands: ['python3'],
  packages: ['python3-gi'],
  probe: '-cfrom gi.repository import Gio, GLib',
  folder: '/usr/bin',
}

/** The relay of calls. Debian starts it as soon as it is installed, open to everybody: that is not what it is wanted for. */
export const turnServer: Browser = {
  name: 'coturn',
  commands: ['turnserver'],
  packages: ['coturn'],
  service: 'coturn',
}

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The first of the browser's commands that PATH or the system's own folder has; Playwright's Node reads this file too. */
export const findInstalled = ({ commands, folder }: Browser): string | undefined => {
  const dirs = folder ? [folder] : [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin']
  return commands.flatMap((command) => dirs.map((dir) => join(dir, command))).find(isExecutable)
}
