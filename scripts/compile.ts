import { statSync } from 'node:fs'
import { buildApart } from '#scripts/prepare/build-apart'
import { install } from '#scripts/prepare/install'
import { inRoot, root } from './root.ts'

const outFile = inRoot('dist/konusma')

const compile = async (): Promise<number> => {
  const { version }: { version: string } = await Bun.file(inRoot('package.json')).json()
  const options = [
    '--compile',
    '--production',
    '--minify',
    '--sourcemap=none',
    '--bytecode',
    // Bytecode alone means CommonJS, which knows no await at the top level.
    '--format=esm',
    // What the executable does depends on its environment alone, not on the folder that it is started in.
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    '--asset=./dist/public',
    `--define=BUILD_VERSION=${JSON.stringify(version)}`,
    `--outfile=${outFile}`,
  ]
  const command = [process.execPath, 'build', ...options, 'server/main.ts']
  return Bun.spawn(command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).exited
}

await install(root)
await buildApart()
const exitCode = await compile()
if (exitCode === 0) console.log(`dist/konusma: ${(statSync(outFile).size / 2 ** 20).toFixed(1)} MiB`)
process.exitCode = exitCode
