import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export type Browser = {
  name: string
  /** Names it goes by in PATH, the likeliest first. */
  commands: readonly string[]
  /** Debian's packages that bring it. */
  packages: readonly string[]
  /** What Playwright calls its own build of it. */
  download: string
}

export const chromium: Browser = {
  name: 'Chromium',
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  packages: ['chromium', 'fonts-noto-color-emoji'],
  download: 'chromium',
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
export const findInstalled = ({ commands }: Browser): string | undefined => {
  const dirs = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin']
  return commands.flatMap((command) => dirs.map((dir) => join(dir, command))).find(isExecutable)
}
