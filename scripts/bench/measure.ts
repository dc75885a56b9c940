import { type Job, type LoadResult, loadResult } from './job.ts'
import { inRepository, removeFolder, runProcess } from './processes.ts'
import { type Candidate, createPlace, type Place } from './servers.ts'

export type Load = { conversations: number; warmUpMs: number; windowMs: number }

/** One measurement on a server of its own, with an empty database. Throws where that cannot be had. */
export const measure = async (candidate: Candidate, load: Load): Promise<LoadResult> => {
  const place = createPlace()
  try {
    const result = await measureAt(place, candidate, load)
    return withStored(result, candidate.countRows(place))
  } finally {
    removeFolder(place.folder)
  }
}

const measureAt = async (place: Place, { dialect, start }: Candidate, load: Load): Promise<LoadResult> => {
  const { pid: serverPid, adminCookie, stop } = await start(place)
  try {
    const job: Job = { ...load, dialect, origin: place.origin, serverPid, adminCookie }
    const command = [process.execPath, inRepository('scripts/bench/generator.ts'), JSON.stringify(job)]
    return loadResult.parse(JSON.parse(await runProcess(command, { cwd: place.folder })))
  } finally {
    await stop()
  }
}

const withStored = (result: LoadResult, rows: number | null): LoadResult =>
  rows === null || rows === result.sent
    ? result
    : {
        ...result,
        faultCount: result.faultCount + 1,
        faults: [...result.faults, `${result.sent} sent, ${rows} stored`],
      }
