import { isBuilt, planBuild } from '#scripts/build/inputs'
import { inRoot, root } from '#scripts/root'

/**
 * Builds the client where it is stale, in a process of its own: the bundler's memory does not stay with the server.
 * Imports nothing from node_modules.
 */
export const buildApart = async (): Promise<void> => {
  if (isBuilt(planBuild())) return
  const bun = Bun.spawn([process.execPath, inRoot('scripts/build.ts')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if ((await bun.exited) !== 0) throw new Error('the client was not built')
}
