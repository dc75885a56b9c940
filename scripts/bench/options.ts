import { parseArgs } from 'node:util'

export const rowNames = ['N', 'Ng', 'L', 'K', 'bare', 'search', 'push', 'media', 'calls', 'idle', 'cold'] as const

const usage = `bun run bench [--only ${rowNames}] [--conversations 1,100] [--seconds 2] [--warm-up 1] [--reps 3] [--sockets 19000]`

const flags = {
  only: { type: 'string', default: rowNames.join() },
  conversations: { type: 'string', default: '1,100' },
  seconds: { type: 'string', default: '2' },
  'warm-up': { type: 'string', default: '1' },
  reps: { type: 'string', default: '3' },
  sockets: { type: 'string', default: '19000' },
} as const

export type Options = {
  only: string[]
  conversations: number[]
  warmUpMs: number
  windowMs: number
  reps: number
  /** How many the idle part opens. */
  sockets: number
}

/** Reads the command line. Throws an error of one line that says what may be given. */
export const parseOptions = (argv: string[]): Options => {
  const { values } = parseArgs({ args: argv, options: flags })
  return {
    only: values.only.split(',').map((name) => oneOf(rowNames, name)),
    conversations: values.conversations.split(',').map((count) => numberIn(count, 1, 2000)),
    warmUpMs: numberIn(values['warm-up'], 0, 20) * 1000,
    windowMs: numberIn(values.seconds, 0.1, 20) * 1000,
    reps: Math.round(numberIn(values.reps, 1, 20)),
    sockets: Math.round(numberIn(values.sockets, 1000, 100_000)),
  }
}

const numberIn = (text: string, least: number, most: number): number => {
  const value = Number(text)
  if (!(value >= least && value <= most)) throw new Error(`${text} is not from ${least} to ${most}; ${usage}`)
  return value
}

const oneOf = (names: readonly string[], name: string): string => {
  if (!names.includes(name)) throw new Error(`${name} is none of ${names.join(' ')}; ${usage}`)
  return name
}
