import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { callEvents, callFrames } from '#protocol/call-frames'
import { chatEvents, socketEvents } from '#protocol/client-frames'
import { serverEvents } from '#protocol/server-frames'
import { startTestServer } from '#tests/support/test-server'

const spec = readFileSync(join(import.meta.dir, '../SPEC.md'), 'utf8')
const firstCells = [...spec.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell]) => cell ?? '')

test('SPEC.md lists every route that exists and no other', async () => {
  const { routes } = await startTestServer()

  const listed = firstCells.filter((cell) => /^(GET|POST|PUT|PATCH|DELETE) /.test(cell))

  expect(listed.toSorted()).toEqual((await routes()).toSorted())
})

test('SPEC.md lists every event that exists and no other', () => {
  const events = new Set([...Object.keys(chatEvents), ...Object.keys(socketEvents), ...Object.keys(serverEvents)])

  const listed = firstCells.filter((cell) => /^[a-z]+(:[a-z]+)?$/.test(cell) && !/^(call|rtc):/.test(cell))

  expect(listed.toSorted()).toEqual([...events].toSorted())
})

test('SPEC.md lists every event of calls and no other', () => {
  const events = new Set([...Object.keys(callEvents), ...Object.keys(callFrames)])

  const listed = firstCells.filter((cell) => /^(call|rtc):[a-z]+$/.test(cell))

  // `join` has a name in both namespaces.
  expect([...listed, 'join'].toSorted()).toEqual([...events].toSorted())
  expect(spec).toContain('| `join` (calls) |')
})
