import type { Part } from '#scripts/bench/part'
import { align } from '#scripts/bench/table'
import type { Memory } from './memory.ts'

export type IdleFigures = { name: string; sockets: number; before: Memory; after: Memory }

const mostKibEach = 4

const kibEach = ({ sockets, before, after }: IdleFigures): number => (after.ownBytes - before.ownBytes) / sockets / 1024

const toRow = (figures: IdleFigures): string[] => {
  const { name, sockets, before, after } = figures
  const resident = (after.residentBytes - before.residentBytes) / sockets / 1024
  const mib = [before.ownBytes, after.ownBytes].map((bytes) => (bytes / 2 ** 20).toFixed(1))
  return [name, ...mib, kibEach(figures).toFixed(2), resident.toFixed(2)]
}

export const toReport = (all: IdleFigures[], { sockets, visitors }: { sockets: number; visitors: number }): Part => {
  const ours = all.find(({ name }) => name === 'K')
  const found = ours ? kibEach(ours) : Number.NaN
  const failed = !(found <= mostKibEach)
  return {
    lines: [
      `${sockets} idle sockets of ${visitors} visitors, each joined to its visitor's conversation: the server's own memory`,
      'before any visitor came and with all of them, both after a collection of garbage; what the kernel holds is not in it',
      ...align([['', 'before MiB', 'after MiB', 'KiB/socket', 'all resident'], ...all.map(toRow)]),
    ],
    gates: [
      `  ${failed ? 'FAIL' : 'pass'}  K with ${sockets} idle sockets: KiB each, at most ${mostKibEach}: ${found.toFixed(2)}`,
    ],
    failed,
  }
}
