import { watch } from 'node:fs'
import { install } from '#scripts/prepare/install'
import { inRoot, root } from './root.ts'

/** An editor saves in several steps. */
const settleMs = 60

await install(root)
const { buildClient } = await import('#scripts/build')

const build = async (): Promise<boolean> => {
  try {
    await buildClient({ minify: false, alsoLoad: 'dev-reload.ts' })
    return true
  } catch (fault) {
    console.error(`client not built: ${fault instanceof Error ? fault.message : fault}`)
    return false
  }
}

const serve = () =>
  Bun.spawn([process.execPath, inRoot('server/main.ts'), 'serve'], {
    cwd: root,
    // A worker would answer with what it kept of the page, whatever was changed since.
    env: { APP_ENV: 'development', ...process.env, SERVICE_WORKER: 'off' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })

let changed = Promise.withResolvers<void>()
for (const folder of ['client', 'server']) watch(inRoot(folder), { recursive: true }, () => changed.resolve())

await build()
let server = serve()

const stop = async (): Promise<void> => {
  server.kill('SIGTERM')
  await server.exited
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().finally(() => process.exit(0)))
}

// The server reads the built pages once, when it starts; a server that fell waits for the next change.
for (;;) {
  await changed.promise
  await Bun.sleep(settleMs)
  changed = Promise.withResolvers()
  if (!(await build())) continue
  await stop()
  server = serve()
}
