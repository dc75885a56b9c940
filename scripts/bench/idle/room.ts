import { readFileSync } from 'node:fs'

/** Files that a process has open besides its sockets, with plenty to spare. */
const otherFiles = 500

export const openFilesFor = (sockets: number): number => sockets + otherFiles

/** Throws a sentence where this machine has no room for so many sockets between two processes. */
export const requireRoom = (sockets: number): void => {
  const wanted = openFilesFor(sockets)
  if (Bun.spawnSync(['/bin/sh', '-c', `ulimit -n ${wanted}`]).exitCode !== 0)
    throw new Error(
      `${sockets} idle sockets need ${wanted} open files, and a process may have only ${openFilesHere()}: raise the limit (as root: ulimit -n ${wanted}) or ask for fewer (--sockets)`,
    )
  const ports = countPorts(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'))
  if (ports < wanted)
    throw new Error(
      `${sockets} idle sockets need ${wanted} local ports, and there are only ${ports}: ask for fewer (--sockets)`,
    )
}

const openFilesHere = (): string => Bun.spawnSync(['/bin/sh', '-c', 'ulimit -Hn']).stdout.toString().trim()

/** Reads the text of `ip_local_port_range`: its first and its last port. */
export const countPorts = (range: string): number => {
  const [first = 0, last = -1] = range.trim().split(/\s+/).map(Number)
  return last - first + 1
}
