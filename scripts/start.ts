import { buildApart } from '#scripts/prepare/build-apart'
import { install } from '#scripts/prepare/install'
import { root } from './root.ts'

/**
 * Takes this process from its first line, under the same id. Bun keeps in mind which folders were not there when it
 * looked: the packages that came in meanwhile are found by this thread, but not by a worker that it starts.
 */
const startOver = (): void => {
  if (process.platform === 'win32') return
  process.execve?.(process.execPath, [process.execPath, import.meta.path], process.env)
}

// Until `install` is through there may be no node_modules: everything that needs it is imported afterwards.
try {
  const isFresh = await install(root)
  await buildApart()
  if (isFresh) startOver()
} catch (fault) {
  console.error(`not started: ${fault instanceof Error ? fault.message : fault}`)
  process.exit(1)
}
await import('#server/main')
