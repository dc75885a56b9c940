import { beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { samplePng } from '#tests/support/sample-pictures'
import { scratchDir } from '#tests/support/scratch'
import { startServerProcess } from '#tests/support/server-process'
import { createUploads } from '#tests/support/uploads'

const root = join(import.meta.dir, '../..')

setDefaultTimeout(60_000)

beforeAll(async () => {
  const compiling = Bun.spawn([process.execPath, 'scripts/compile.ts'], { cwd: root, stdout: 'ignore' })
  expect(await compiling.exited).toBe(0)
})

test('the single executable serves a chat from an empty folder, with no other file', async () => {
  const folder = scratchDir()
  const server = await startServerProcess({}, { command: [join(root, 'dist/konusma')], cwd: folder })
  const eda = await server.visitor('Eda')
  const admin = await server.admin()

  const page = await (await server.ask('GET', '/')).text()
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? ''
  const asset = await server.ask('GET', script)
  const phone = await server.joined(eda.cookie, eda.chatId)
  const desk = await server.joined(admin, eda.chatId, 'admin')
  const sent = { chat_id: eda.chatId, client_id: 'from-the-binary', type: 'text', text: 'merhaba' }
  const ack = await phone.request('/chat', 'send', sent)
  const seen = await desk.event('chat:message')
  server.kill('SIGTERM')

  expect(page).toContain('Admin Muhsin')
  expect(asset.headers.get('cache-control')).toContain('immutable')
  expect(ack.ok).toBe(true)
  expect(seen.data.text).toBe('merhaba')
  expect(await server.exited).toBe(0)
  // The pages' files are put there behind the start, and may not have come that far.
  const kept = readdirSync(folder).filter((name) => name !== 'assets')
  expect(kept.toSorted()).toEqual(['data.sqlite3', 'data.sqlite3.key', 'data.sqlite3.lock'])
})

test('it takes a picture and a voice note, and puts that into another container', async () => {
  const folder = scratchDir()
  const server = await startServerProcess({}, { command: [join(root, 'dist/konusma')], cwd: folder })
  const { cookie } = await server.visitor('Eda')
  const { upload, get } = createUploads(server)
  const voice = await Bun.file(join(root, 'tests/support/recordings/chromium.webm')).bytes()

  const picture = await upload(cookie, samplePng(40, 30))
  const { media_url, duration_ms } = await upload(cookie, voice)
  const remuxed = await get(`${media_url}?as=mp4`, cookie)

  expect(picture).toMatchObject({ type: 'image', mime: 'image/png' })
  expect(duration_ms).toBeGreaterThan(0)
  expect(remuxed.headers.get('content-type')).toBe('audio/mp4')
  expect(Buffer.from(await remuxed.bytes()).toString('latin1', 4, 8)).toBe('ftyp')
})

test('it does not read an .env that lies where it is started', async () => {
  const folder = scratchDir()
  await Bun.write(join(folder, '.env'), 'ADMIN_NAME=Somebody Else\n')
  const server = await startServerProcess({}, { command: [join(root, 'dist/konusma')], cwd: folder })

  expect(await (await server.ask('GET', '/')).text()).toContain('Admin Muhsin')
})
