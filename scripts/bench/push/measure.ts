import { session } from '#protocol/http'
import { cookieOf, konusma } from '#scripts/bench/clients/konusma'
import { exchange } from '#scripts/bench/clients/socket'
import type { Part } from '#scripts/bench/part'
import { removeFolder } from '#scripts/bench/processes'
import { createPlace, type Place, startKonusma } from '#scripts/bench/servers'
import { quantile } from '#scripts/bench/statistics'
import { align } from '#scripts/bench/table'
import { createBrowserKeys, startPushService } from './push-service.ts'

const visitors = 200
const mostMs = 500

type Times = { what: string; ms: Float64Array }
type Away = { chatId: string; path: string }

/** How long from the admin's send to a push that the push service has in full, for visitors who are away. */
export const measurePush = async (): Promise<Part> => {
  const place = createPlace()
  const service = startPushService()
  const { adminCookie, stop } = await startKonusma(place, { APP_ENV: 'test', PUSH_ALLOWED_HOSTS: '127.0.0.1' })
  try {
    const away = await Promise.all(Array.from({ length: visitors }, (_, nth) => subscribe(place, service.origin, nth)))
    const chatIds = away.map(({ chatId }) => chatId)
    const socket = await konusma.openAdmin({ origin: place.origin, adminCookie }, chatIds)
    const send = ({ chatId }: Away, nth: number): Promise<unknown> =>
      exchange(socket, konusma.sendFrame(chatId, nth + 1, `bench-${nth}-push`, '"Merhaba"'), konusma.ackPrefix(nth + 1))
    const half = visitors / 2
    const alone = await timesOf(away.slice(0, half), async (one, nth) => {
      const came = service.next(one.path)
      await send(one, nth)
      return came
    })
    socket.onmessage = null
    const together = await burst(away.slice(half), service, (one, nth) =>
      socket.send(konusma.sendFrame(one.chatId, half + nth + 1, `bench-${half + nth}-push`, '"Merhaba"')),
    )
    socket.close()
    return toReport([
      { what: 'one after the other', ms: alone },
      { what: `${half} at once`, ms: together },
    ])
  } finally {
    await stop()
    service.stop()
    removeFolder(place.folder)
  }
}

const subscribe = async ({ origin }: Place, pushOrigin: string, nth: number): Promise<Away> => {
  const headers = { Origin: origin, 'Content-Type': 'application/json' }
  const opened = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: `Müşteri ${nth + 1}` }),
  })
  const chatId = session.parse(await opened.json()).chat_id
  const path = `/push/${nth}`
  const body = { endpoint: pushOrigin + path, keys: await createBrowserKeys() }
  const kept = await fetch(`${origin}/api/push/subscription`, {
    method: 'PUT',
    headers: { ...headers, Cookie: cookieOf(opened) },
    body: JSON.stringify(body),
  })
  if (kept.status !== 204) throw new Error(`PUT /api/push/subscription: ${kept.status} ${await kept.text()}`)
  return { chatId, path }
}

const timesOf = async (all: Away[], deliver: (one: Away, nth: number) => Promise<number>): Promise<Float64Array> => {
  const times: number[] = []
  for (const [nth, one] of all.entries()) {
    const sentAt = performance.now()
    times.push((await deliver(one, nth)) - sentAt)
  }
  return new Float64Array(times).sort()
}

type Service = ReturnType<typeof startPushService>

const burst = async (all: Away[], service: Service, send: (one: Away, nth: number) => void): Promise<Float64Array> => {
  const coming = all.map(({ path }) => service.next(path))
  const sentAt = performance.now()
  for (const [nth, one] of all.entries()) send(one, nth)
  return new Float64Array((await Promise.all(coming)).map((at) => at - sentAt)).sort()
}

const toReport = (all: Times[]): Part => {
  const rows = all.map(({ what, ms }) => [what, quantile(ms, 0.5).toFixed(1), quantile(ms, 0.95).toFixed(1)])
  const worst = Math.max(...all.map(({ ms }) => quantile(ms, 0.95)))
  const failed = !(worst <= mostMs)
  return {
    lines: [
      `from the admin's send to a push at its push service, ${visitors} visitors who are away`,
      ...align([['', 'p50 ms', 'p95 ms'], ...rows]),
    ],
    gates: [
      `  ${failed ? 'FAIL' : 'pass'}  push handed over: p95 ÷ ${mostMs} ms, at most 1: ${(worst / mostMs).toFixed(3)}`,
    ],
    failed,
  }
}
