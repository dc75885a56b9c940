import { readConfig } from '#server/config'

const timeoutMs = 5000

/** Asks the server on this machine. The exit code is the answer. */
export const health = async (print: (line: string) => void): Promise<void> => {
  const { port, host } = readConfig(process.env)
  const here = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  const response = await fetch(`http://${here}:${port}/health`, { signal: AbortSignal.timeout(timeoutMs) })
  print(await response.text())
  if (!response.ok) process.exitCode = 1
}
