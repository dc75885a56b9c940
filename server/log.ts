/**
 * One JSON line an event: info and below to stdout, warnings and errors to stderr.
 * Nobody hands a token, code, cookie, SDP or message text to it: fields are named one by one at the call.
 */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'
export type LogFields = Record<string, string | number | boolean | null | undefined>
export type Log = Record<LogLevel, (event: string, fields?: LogFields) => void> & {
  /** Said whatever the level: what the operator waits for. */
  always: (event: string, fields: LogFields) => void
}

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

// Not `process.stdout`: the first use of that loads all of Node's streams, a tenth of the whole start.
const toStdout = (line: string): void => console.log(line.trimEnd())
const toStderr = (line: string): void => console.error(line.trimEnd())

export const createLog = (least: LogLevel, out = toStdout, err = toStderr): Log => {
  const writerTo =
    (write: typeof toStdout, level: LogLevel) =>
    (event: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`)
  const writerOf = (level: LogLevel, write = out) =>
    order.indexOf(level) < order.indexOf(least) ? () => undefined : writerTo(write, level)
  return {
    debug: writerOf('debug'),
    info: writerOf('info'),
    warn: writerOf('warn', err),
    error: writerOf('error', err),
    always: writerTo(out, 'info'),
  }
}

/** What may be said of an exception in a log: its class, code and message of the platform, never its payload. */
export const describeFault = (fault: unknown): LogFields => {
  if (!(fault instanceof Error)) return { fault: typeof fault }
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined
  return { fault: fault.name, code, message: fault.message, at: fault.stack?.split('\n')[1]?.trim() }
}
