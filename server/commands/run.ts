import { version } from '#server/version'
import { health } from './health.ts'
import { otp } from './otp.ts'
import { serve } from './serve.ts'

const usage = `konusma [command]

  serve     serve (the default)
  otp       print a sign-in code for the admin
  health    ask the running server whether it is well; exit 0 or 1
  version   print the version
  help      print this`

type Command = (print: (line: string) => void) => Promise<void> | void

const commands: Record<string, Command> = {
  serve,
  otp,
  health,
  version: (print) => print(version),
  help: (print) => print(usage),
}

/** Runs the command that the arguments name. A bad argument is one line on stderr and exit code 2. */
export const runCommand = async (args: readonly string[]): Promise<void> => {
  const [name = 'serve', ...rest] = args
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const wrong = command ? rest[0] : name
  if (!command || wrong !== undefined) return fail(`unknown argument: ${wrong}; see "konusma help"`, 2)
  try {
    await command((line) => process.stdout.write(`${line}\n`))
  } catch (fault) {
    fail(fault instanceof Error ? fault.message : String(fault), 1)
  }
}

const fail = (line: string, code: number): void => {
  process.stderr.write(`${line.replaceAll('\n', ' ')}\n`)
  process.exitCode = code
}
