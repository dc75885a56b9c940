import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { samplePng } from '#tests/support/sample-pictures'
import { scratchDatabase } from '#tests/support/scratch'
import { startServerProcess } from '#tests/support/server-process'
import { createUploads, filesIn, formOf } from '#tests/support/uploads'

const lives = 4
const picture = samplePng(40, 30)

test('a server killed with -9 among uploads keeps what it answered, and the next has no file without a row', async () => {
  const { dir, url, path } = scratchDatabase()
  const variables = { DATABASE_URL: url, MAX_NEW_SESSIONS_PER_ADDRESS: '0' }
  const kept: string[] = []

  for (let life = 1; life <= lives; life++) {
    const server = await startServerProcess(variables)
    const { post } = createUploads(server)
    const visitors = await Promise.all(Array.from({ length: 4 }, () => server.visitor()))
    let answered = 0
    const uploading = visitors.map(async ({ cookie }) => {
      for (;;) {
        const response = await post(cookie, formOf(picture)).catch(() => null)
        const body = await response?.json().catch(() => null)
        if (!body?.fileRef) return
        kept.push(body.fileRef)
        if (++answered === 3 * life) server.kill('SIGKILL')
      }
    })
    await Promise.all([...uploading, server.exited])
  }

  const server = await startServerProcess(variables)
  const { cookie } = await server.visitor()
  // Nothing is put before what was left is swept.
  const { fileRef } = await createUploads(server).upload(cookie, picture)
  server.kill('SIGKILL')
  await server.exited
  const database = new Database(path, { readonly: true })
  const rows = database.query<{ id: string }, []>('SELECT media_id AS id FROM media').all()
  database.close()
  const expected = rows.flatMap(({ id }) => [id, `${id}.thumb`])
  expect(filesIn(`${dir}/media`).toSorted()).toEqual(expected.toSorted())
  expect([...kept, fileRef].filter((id) => !rows.some((row) => row.id === id))).toEqual([])
}, 30_000)
