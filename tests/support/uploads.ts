import { readdirSync } from 'node:fs'
import type { Uploaded } from '#protocol/media'
import { scratchDatabase } from './scratch.ts'
import { startTestServer, type TestServer } from './test-server.ts'

type Fields = Record<string, string>

/** A form as a browser makes it. */
export const formOf = (file: Uint8Array | null, fields: Fields = {}, name = 'photo.jpg'): FormData => {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  if (file) form.set('file', new File([new Uint8Array(file)], name))
  return form
}

/** A server with its database and files in a folder of their own, and what a browser does with its files. */
export const startMediaServer = async (
  variables: Record<string, string> = {},
  overrides: Parameters<typeof startTestServer>[1] = {},
) => {
  const { dir, path: database, url } = scratchDatabase()
  const server = await startTestServer(
    { DATABASE_URL: url, MAX_NEW_SESSIONS_PER_ADDRESS: '0', ...variables },
    overrides,
  )
  return { server, dir, database, folder: `${dir}/media`, ...createUploads(server) }
}

export const createUploads = ({ origin }: Pick<TestServer, 'origin'>) => {
  const post = (cookie: string, body: BodyInit, headers: Fields = {}, path = '/api/media'): Promise<Response> =>
    fetch(origin + path, { method: 'POST', headers: { Origin: origin, Cookie: cookie, ...headers }, body })

  const upload = async (cookie: string, file: Uint8Array, fields: Fields = {}): Promise<Uploaded> => {
    const response = await post(cookie, formOf(file, fields))
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`)
    return response.json()
  }

  const get = (path: string, cookie = '', headers: Fields = {}, method = 'GET'): Promise<Response> =>
    fetch(origin + path, { method, headers: { Cookie: cookie, ...headers } })

  return { post, upload, get }
}

/** What lies in the folder of media; nothing where there is no folder. */
export const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A tone as a WAV file; each `n` is another file. */
export const sampleWav = (ms = 200, n = 0): Uint8Array => {
  const rate = 8000
  const samples = Buffer.alloc(Math.round((rate * ms) / 1000) * 2)
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(Math.round(Math.sin(at / (9 + n)) * 20_000), at)
  const header = Buffer.alloc(44)
  header.write('RIFF')
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return new Uint8Array(Buffer.concat([header, samples]))
}
