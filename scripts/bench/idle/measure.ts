import type { Part } from '#scripts/bench/part'
import { removeFolder } from '#scripts/bench/processes'
import { type Candidate, candidates, createPlace, type Place, type RunningServer } from '#scripts/bench/servers'
import { openSockets } from './holders.ts'
import { settledMemory } from './memory.ts'
import { type IdleFigures, toReport } from './report.ts'
import { openFilesFor, requireRoom } from './room.ts'

const measured = ['N', 'L', 'K']
export const socketsPerVisitor = 19

/** What idle sockets cost a server in memory: ours, the peer's, and those of a server that does nothing with them. */
export const measureIdle = async (sockets: number): Promise<Part> => {
  requireRoom(sockets)
  const figures: IdleFigures[] = []
  for (const candidate of candidates.filter(({ name }) => measured.includes(name)))
    figures.push(await measureOne(candidate, sockets))
  return toReport(figures, { sockets, visitors: visitorsFor(sockets) })
}

const visitorsFor = (sockets: number): number => Math.ceil(sockets / socketsPerVisitor)

const measureOne = async (candidate: Candidate, sockets: number): Promise<IdleFigures> => {
  const place = { ...createPlace(), openFiles: openFilesFor(sockets), collects: true }
  try {
    const server = await candidate.start(place)
    return await measureAt(place, candidate, server, sockets).finally(server.stop)
  } finally {
    removeFolder(place.folder)
  }
}

const measureAt = async (place: Place, { name, dialect }: Candidate, { pid }: RunningServer, sockets: number) => {
  const before = await settledMemory(pid)
  const wanted = { dialect, origin: place.origin, sockets, visitors: visitorsFor(sockets) }
  const { release } = await openSockets(wanted, place.folder)
  const after = await settledMemory(pid)
  await release()
  return { name, sockets, before, after }
}
