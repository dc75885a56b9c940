import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findInstalled, webkit } from '#scripts/browsers/browser'
import { startScreen } from './screen.ts'
import { until } from './until.ts'

type Session = {
  go: (url: string) => Promise<void>
  /** The texts of all elements that match. */
  texts: (css: string) => Promise<string[]>
  fill: (css: string, text: string) => Promise<void>
  click: (css: string) => Promise<void>
  end: () => Promise<void>
}

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const libraries = '/usr/lib'

// Debian keeps it in a folder of the machine's architecture and of the library's version.
const miniBrowser = (): string => {
  const versions = readdirSync(libraries).flatMap((folder) =>
    ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map((name) => join(libraries, folder, name, 'MiniBrowser')),
  )
  const found = versions.find((path) => existsSync(path))
  if (!found) throw new Error('WebKitGTK has no MiniBrowser')
  return found
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

/** WebKitGTK by the W3C's WebDriver: nothing of Safari's own, but its engine. */
export const startWebKit = async (): Promise<Session> => {
  const port = await freePort()
  const home = await mkdtemp(join(tmpdir(), 'konusma-webkit-'))
  const shown = await startScreen(390, 844)
  const driver = spawn(
    process.env.WEBKIT_DRIVER_PATH ?? findInstalled(webkit) ?? 'WebKitWebDriver',
    [`--port=${port}`],
    {
      stdio: 'ignore',
      env: {
        ...process.env,
        HOME: home,
        XDG_DATA_HOME: home,
        XDG_CACHE_HOME: home,
        DISPLAY: shown.display,
        // Its sandbox needs rights that a container or root does not have.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        WEBKIT_DISABLE_DMABUF_RENDERER: '1',
        LIBGL_ALWAYS_SOFTWARE: '1',
      },
    },
  )
  const ask = createAsk(`http://127.0.0.1:${port}`)
  const endProcesses = async (): Promise<void> => {
    driver.kill()
    shown.end()
    await rm(home, { recursive: true, force: true })
  }
  try {
    await until('the driver answers', () => ask('GET', '/status').then(Boolean, () => false))
    return createSession(ask, await openSession(ask), endProcesses)
  } catch (fault) {
    await endProcesses()
    throw fault
  }
}

type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>

const createAsk =
  (base: string): Ask =>
  async (method, path, body) => {
    const response = await fetch(base + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
    const { value } = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(value).slice(0, 400))
    return value
  }

const openSession = async (ask: Ask): Promise<string> => {
  const options = { binary: miniBrowser(), args: ['--automation'] }
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
  const opened = (await ask('POST', '/session', { capabilities })) as { sessionId: string }
  return `/session/${opened.sessionId}`
}

const createSession = (ask: Ask, path: string, endProcesses: () => Promise<void>): Session => {
  const find = async (css: string): Promise<string> => {
    const found = (await ask('POST', `${path}/element`, { using: 'css selector', value: css })) as Record<
      string,
      string
    >
    return `${path}/element/${found[elementKey]}`
  }
  return {
    go: async (url) => void (await ask('POST', `${path}/url`, { url })),
    texts: async (css) => {
      const script =
        'return [...document.querySelectorAll(arguments[0])].map((one) => one.firstChild?.textContent ?? "")'
      return (await ask('POST', `${path}/execute/sync`, { script, args: [css] })) as string[]
    },
    fill: async (css, text) => void (await ask('POST', `${await find(css)}/value`, { text })),
    click: async (css) => void (await ask('POST', `${await find(css)}/click`, {})),
    end: async () => {
      await ask('DELETE', path).catch(() => undefined)
      await endProcesses()
    },
  }
}
