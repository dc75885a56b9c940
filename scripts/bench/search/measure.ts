import type { Part } from '#scripts/bench/part'
import { freePort, inRepository, removeFolder, startProcess, stopProcess, untilAnswers } from '#scripts/bench/processes'
import { createPlace, type Place, startKonusma } from '#scripts/bench/servers'
import { quantile } from '#scripts/bench/statistics'
import { align } from '#scripts/bench/table'
import { conversations, fillDatabase, messages } from './fill.ts'
import { questionsFor } from './questions.ts'

const mostTimesBare = 3
const warmUps = 5
const slowFromMs = 200
const askings = { most: 200, least: 20 }

type Times = { what: string; served: Float64Array; bare: Float64Array }

/** Lists and searches, beside a server that does nothing but answer the same by one prepared query on the same file. */
export const measureSearch = async (): Promise<Part> => {
  const place = createPlace()
  const path = `${place.folder}/messages.sqlite3`
  try {
    fillDatabase(path)
    return toReport(await measureAt(place, path))
  } finally {
    removeFolder(place.folder)
  }
}

type Ask = (path: string) => Promise<string>

const measureAt = async (place: Place, path: string): Promise<Times[]> => {
  const { adminCookie, stop } = await startKonusma(place)
  const barePort = freePort()
  try {
    const served = createAsk(place.origin, { Cookie: adminCookie })
    const bare = createAsk(`http://127.0.0.1:${barePort}`, {})
    const questions = questionsFor(JSON.parse(await served('/api/admin/chats')).next)
    const command = [process.execPath, inRepository('scripts/bench/search-server.ts'), String(barePort), path]
    const child = startProcess([...command, JSON.stringify(questions)], { cwd: place.folder })
    await untilAnswers(child, `http://127.0.0.1:${barePort}/0`, place.folder)
    const times: Times[] = []
    for (const [nth, { what, path }] of questions.entries())
      times.push({
        what,
        ...(await timesOf(
          () => served(path),
          () => bare(`/${nth}`),
        )),
      })
    await stopProcess(child)
    return times
  } finally {
    await stop()
  }
}

const createAsk =
  (origin: string, headers: Record<string, string>): Ask =>
  async (path) => {
    const response = await fetch(origin + path, { headers })
    const body = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`)
    return body
  }

/** One after the other, so that both see the same machine. */
const timesOf = async (ask: () => Promise<string>, askBare: () => Promise<string>): Promise<Omit<Times, 'what'>> => {
  const served: number[] = []
  const bare: number[] = []
  const warmUpMs = await timed(async () => {
    for (let n = 0; n < warmUps; n += 1) await Promise.all([ask(), askBare()])
  })
  const count = warmUpMs > slowFromMs ? askings.least : askings.most
  for (let n = 0; n < count; n += 1) {
    served.push(await timed(ask))
    bare.push(await timed(askBare))
  }
  return { served: new Float64Array(served).sort(), bare: new Float64Array(bare).sort() }
}

const timed = async (act: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await act()
  return performance.now() - startedAt
}

const toReport = (all: Times[]) => {
  const rows = all.map(({ what, served, bare }) => {
    const times = [quantile(served, 0.5), quantile(served, 0.95), quantile(bare, 0.5), quantile(bare, 0.95)]
    return [what, ...times.map((ms) => ms.toFixed(2)), (quantile(served, 0.95) / quantile(bare, 0.95)).toFixed(2)]
  })
  const heads = ['', 'p50 ms', 'p95 ms', 'bare p50', 'bare p95', 'p95 ÷ bare']
  const worst = all.map(({ served, bare }) => quantile(served, 0.95) / quantile(bare, 0.95))
  const failed = Math.max(...worst) > mostTimesBare
  return {
    lines: [`${conversations} conversations, ${messages} messages`, ...align([heads, ...rows])],
    gates: [
      `  ${failed ? 'FAIL' : 'pass'}  list and search: p95 ÷ bare prepared query, at most ${mostTimesBare}: ${Math.max(...worst).toFixed(2)}`,
    ],
    failed,
  }
}
