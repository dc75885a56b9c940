import { buildClient } from '#scripts/build'
import { scratchDir } from './scratch.ts'

/** The real client, built plainly into a folder that is gone after the tests of this file. Resolves to that folder. */
export const builtClient = async (): Promise<string> => {
  const outDir = scratchDir()
  await buildClient({ outDir, minify: false })
  return outDir
}
