import { describe, expect, test } from 'bun:test'
import { startTestServer } from '#tests/support/test-server'

const server = await startTestServer({ MAX_NEW_SESSIONS_PER_ADDRESS: '0' })
const open = (body: unknown, headers: Record<string, string> = {}) => server.ask('POST', '/api/session', body, headers)
const codeOf = async (response: Response) => [response.status, (await response.json()).error?.code]

describe('a body is refused that', () => {
  test.each([
    ['is empty', ''],
    ['is no JSON', '{name:Eda}'],
    ['ends too early', '{"name":"Eda"'],
    ['goes on after its end', '{"name":"Eda"}{}'],
    ['nests without end', '['.repeat(60_000)],
    ['nests deeply', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['is UTF-16', Buffer.from('{"name":"Eda"}', 'utf16le').toString('latin1')],
    ['is null', 'null'],
    ['is a number', '1'],
    ['is a string', '"Eda"'],
    ['is an array', '[{"name":"Eda"}]'],
    ['says nothing', '{}'],
    ['has its name in the prototype', '{"__proto__":{"name":"Eda"}}'],
    ['has a name of 41 letters', JSON.stringify({ name: 'a'.repeat(41) })],
    ['has a name with a lone surrogate', '{"name":"\\ud800"}'],
    ['has a name of controls alone', '{"name":"\\u0000\\u001b\\u202e"}'],
    ['has a name that is an array', '{"name":["Eda"]}'],
    ['has a name that is an object', '{"name":{"$gt":""}}'],
    ['has a name that is null', '{"name":null}'],
    ['has a language that is none', '{"name":"Eda","lang":"<script>"}'],
    ['has a language that is a number', '{"name":"Eda","lang":1}'],
  ])('%s', async (_, body) => {
    expect(await codeOf(await open(body))).toEqual([400, 'bad_request'])
  })

  test.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'MULTIPART/mixed'])(
    'is of type %s',
    async (type) => {
      expect(await codeOf(await open('name=Eda', { 'Content-Type': type }))).toEqual([415, 'unsupported_type'])
    },
  )

  test.each([70_000, 1_000_000, 20_000_000])('has %d bytes', async (bytes) => {
    expect(await codeOf(await open(`{"name":"${'a'.repeat(bytes)}"}`))).toEqual([413, 'too_large'])
  })

  test.each([70_000, 20_000_000])('has %d bytes that were not announced', async (bytes) => {
    const body = new ReadableStream({
      start: (controller) => {
        for (let sent = 0; sent < bytes; sent += 50_000) controller.enqueue(new Uint8Array(50_000))
        controller.close()
      },
    })
    const response = await fetch(`${server.origin}/api/session`, {
      method: 'POST',
      headers: { Origin: server.origin },
      body,
    })

    expect(await codeOf(response)).toEqual([413, 'too_large'])
  })
})

test('the schema says where it stumbled, and repeats nothing of what was sent', async () => {
  const { error } = await (await open({ name: ['a secret of mine'] })).json()

  expect(error.issues).toEqual([expect.objectContaining({ path: ['name'] })])
  expect(JSON.stringify(error)).not.toContain('secret')
})

test.each([
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['  "Eda" & co\r\n', '"Eda" & co'],
  ['Eda\u202Emoc.knab', 'Edamoc.knab'],
  ['😀'.repeat(40), '😀'.repeat(40)],
])('the name %p comes back as the text %p', async (typed, name) => {
  const response = await open({ name: typed })

  expect([response.status, response.headers.get('content-type')]).toEqual([201, 'application/json'])
  expect((await response.json()).name).toBe(name)
})

test('what the schema does not know is left aside', async () => {
  const sent = { name: 'Eda', chat_id: 'mine', cid: 'Admin-0000', role: 'admin', constructor: 1 }
  const session = await (await open(sent)).json()

  expect(session).toMatchObject({ name: 'Eda', cid: expect.stringMatching(/^Eda-[0-9A-F]{4}$/) })
  expect(session.chat_id).not.toBe('mine')
})

test('no refusal of this file was a fault of the server', () => {
  expect(server.logged.filter((line) => line.includes('"fault"'))).toEqual([])
})
