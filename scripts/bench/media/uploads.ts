import { readFileSync } from 'node:fs'
import { session } from '#protocol/http'
import { uploaded } from '#protocol/media'
import { cookieOf } from '#scripts/bench/clients/konusma'

export const atOnce = 20

type Visitor = { origin: string; cookie: string }

export const admitVisitors = (origin: string): Promise<Visitor[]> =>
  Promise.all(
    Array.from({ length: atOnce }, async (_, nth) => {
      const opened = await fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { Origin: origin, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: `Müşteri ${nth + 1}` }),
      })
      session.parse(await opened.json())
      return { origin, cookie: cookieOf(opened) }
    }),
  )

const upload = async ({ origin, cookie }: Visitor, photo: Uint8Array): Promise<void> => {
  const body = new FormData()
  body.append('file', new File([new Uint8Array(photo)], 'photo.jpg'))
  const answer = await fetch(`${origin}/api/media`, {
    method: 'POST',
    headers: { Origin: origin, Cookie: cookie },
    body,
  })
  if (answer.status !== 201) throw new Error(`POST /api/media: ${answer.status} ${await answer.text()}`)
  uploaded.parse(await answer.json())
}

/** Each visitor sends one photo, all at once; seconds until the last is stored. No two are the same file. */
export const uploadTogether = async (visitors: Visitor[], photo: Uint8Array, round: number): Promise<number> => {
  const from = performance.now()
  await Promise.all(visitors.map((visitor, nth) => upload(visitor, marked(photo, round * visitors.length + nth))))
  return (performance.now() - from) / 1000
}

/** With a comment behind its beginning that no other has. */
const marked = (photo: Uint8Array, mark: number): Uint8Array => {
  const comment = Buffer.from([0xff, 0xfe, 0, 6, 0, 0, 0, 0])
  comment.writeUInt32BE(mark, 4)
  return new Uint8Array(Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]))
}

/** The most memory that a process ever had, and what it has now. */
export const memoryOf = (pid: number): { peakBytes: number; nowBytes: number } => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const bytesOf = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024
  return { peakBytes: bytesOf('VmHWM'), nowBytes: bytesOf('VmRSS') }
}
