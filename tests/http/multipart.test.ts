import { describe, expect, test } from 'bun:test'
import { boundaryOf, parseMultipart } from '#server/http/multipart'

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const parsed = (text: string, boundary = 'x') =>
  parseMultipart(bytesOf(text), boundary)?.map(({ name, isFile, bytes }) => [
    name,
    isFile,
    Buffer.from(bytes).toString('latin1'),
  ])

const file = (content: string, disposition = 'form-data; name="file"; filename="a.png"'): string =>
  `--x\r\nContent-Disposition: ${disposition}\r\nContent-Type: image/png\r\n\r\n${content}\r\n`

describe('a form is broken that', () => {
  test.each([
    ['is empty', ''],
    ['has no boundary', 'hello'],
    ['has another boundary', file('a').replace('--x', '--y')],
    ['does not end', file('a')],
    ['ends within its first headers', '--x\r\nContent-Disposition: form-data; name="file"'],
    ['ends within its bytes', file('abc').slice(0, -2)],
    ['has no headers', '--x\r\n\r\nabc\r\n--x--'],
    ['has a part without a name', `${file('a', 'form-data; filename="a"')}--x--`],
    ['has a part that is no form-data', `${file('a', 'attachment; name="file"; filename="a"')}--x--`],
    ['goes on after its boundary', '--xabc\r\nContent-Disposition: form-data; name="a"\r\n\r\na\r\n--x--'],
    [
      'has headers without end',
      `--x\r\nContent-Disposition: form-data; name="file"; a="${'a'.repeat(9000)}"\r\n\r\n\r\n--x--`,
    ],
    ['has 17 parts', `${file('a').repeat(17)}--x--`],
  ])('%s', (_, text) => {
    expect(parsed(text)).toBeUndefined()
  })
})

test.each([
  ['as browsers send it', file('abc'), [['file', true, 'abc']]],
  ['with a preamble and an epilogue', `for old readers\r\n${file('abc')}--x--\r\nmore`, [['file', true, 'abc']]],
  ['with blanks after the boundary', file('abc').replace('--x', '--x \t'), [['file', true, 'abc']]],
  ['with bytes that look like its end', file('a\r\n--y--\r\n--\r\n'), [['file', true, 'a\r\n--y--\r\n--\r\n']]],
  ['with an empty file', file(''), [['file', true, '']]],
  ['with nothing but headers', '--x\r\nContent-Disposition: form-data; name=a\r\n\r\n', [['a', false, '']]],
  ['with a file name in UTF-8', file('a', "form-data; name=file; filename*=UTF-8''%C5%9F"), [['file', true, 'a']]],
  ['in any case', file('a', 'FORM-DATA; Name="file"; FileName="a"'), [['file', true, 'a']]],
  ['with a text', file('abc', 'form-data; name="chat_id"'), [['chat_id', false, 'abc']]],
  ['with both', file('1', 'form-data; name="a"') + file('2'), [['a', false, '1'], ['file', true, '2']]], // biome-ignore format: a row
])('a form %s is read', (_, text, parts) => {
  expect(parsed(`${text}--x--`.replace('--x----x--', '--x--'))).toEqual(parts as never)
})

test('what the platform writes is read, to the byte', async () => {
  const content = crypto.getRandomValues(new Uint8Array(50_000))
  const form = new FormData()
  form.set('file', new File([content], 'a"b\\c\r\n.png'))
  form.set('chat_id', 'çğş')
  const sent = new Response(form)
  const boundary = boundaryOf(sent.headers.get('content-type') ?? '') ?? ''

  const parts = parseMultipart(new Uint8Array(await sent.arrayBuffer()), boundary) ?? []

  expect(parts.map(({ name, isFile }) => [name, isFile])).toEqual([
    ['file', true],
    ['chat_id', false],
  ])
  expect(Buffer.from(parts[0]?.bytes ?? []).equals(Buffer.from(content))).toBe(true)
  expect(Buffer.from(parts[1]?.bytes ?? []).toString()).toBe('çğş')
})

test.each([
  ['multipart/form-data', null],
  ['multipart/form-data; boundary=', null],
  ['multipart/form-data; boundary=""', null],
  [`multipart/form-data; boundary=${'a'.repeat(71)}`, null],
  ['multipart/form-data; boundary="a "', null],
  ['multipart/form-data; boundary="a\x01b"', null],
  ['multipart/form-data; boundary=----abc', '----abc'],
  ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
  ['multipart/form-data;BOUNDARY=abc;x=1', 'abc'],
])('the boundary of %p is %p', (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary)
})
