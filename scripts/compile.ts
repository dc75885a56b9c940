import { statSync } from 'node:fs'
import { buildApart } from '#scripts/prepare/build-apart'
import { compileFlags } from '#scripts/prepare/compile-flags'
import { install } from '#scripts/prepare/install'
import { inRoot, root } from './root.ts'

const outFile = inRoot('dist/konusma')

const compile = async (): Promise<number> => {
  const { version }: { version: string } = await Bun.file(inRoot('package.json')).json()
  const options = [
    ...compileFlags,
    '--asset=./dist/public',
    `--define=BUILD_VERSION=${JSON.stringify(version)}`,
    `--outfile=${outFile}`,
  ]
  // The thread of voice notes is an entry of its own.
  const command = [process.execPath, 'build', ...options, 'server/main.ts', 'server/voice-worker.ts']
  return Bun.spawn(command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).exited
}

await install(root)
await buildApart()
const exitCode = await compile()
if (exitCode === 0) console.log(`dist/konusma: ${(statSync(outFile).size / 2 ** 20).toFixed(1)} MiB`)
process.exitCode = exitCode
