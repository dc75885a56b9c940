import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where the built client lies: beside the code inside the single binary, in `dist/` in a checkout. */
export const clientFolder = (): string =>
  join(import.meta.dir, Bun.isStandaloneExecutable ? 'public' : '../../dist/public')

export const manifestIn = (folder: string): string => join(folder, 'manifest.json')

/** Throws where the client was not built. */
export const requireClient = (folder = clientFolder()): void => {
  if (!existsSync(manifestIn(folder))) throw new Error('the client is not built: run `bun run build`')
}
