import { describe, expect, test } from 'bun:test'
import { createParseEndpoint } from '#server/domain/push-endpoint'

const parse = (endpoint: string, allowedHosts: string[] = [], isPlainAllowed = false): string | undefined =>
  createParseEndpoint({ allowedHosts, isPlainAllowed })(endpoint)?.href

describe('an endpoint that may not be called', () => {
  test.each([
    ['plain http', 'http://fcm.googleapis.com/fcm/send/a'],
    ['another scheme', 'wss://fcm.googleapis.com/fcm/send/a'],
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['no URL', 'fcm.googleapis.com/fcm/send/a'],
    ['nothing', ''],
    ['a name', 'https://eda@fcm.googleapis.com/fcm/send/a'],
    ['a name and password', 'https://eda:secret@fcm.googleapis.com/fcm/send/a'],
    ['an empty name', 'https://@fcm.googleapis.com/fcm/send/a'],
    ['a host before the @', 'https://fcm.googleapis.com@evil.example/a'],
    ['a host before an escaped @', 'https://fcm.googleapis.com%40evil.example/a'],
    ['another port', 'https://fcm.googleapis.com:8443/fcm/send/a'],
    ['a fragment', 'https://fcm.googleapis.com/fcm/send/a#b'],
    ['an empty fragment', 'https://fcm.googleapis.com/fcm/send/a#'],
    ['a host that goes on', 'https://fcm.googleapis.com.evil/fcm/send/a'],
    ['a host that begins earlier', 'https://evil-fcm.googleapis.com/a'],
    ['a host under it', 'https://evil.fcm.googleapis.com/a'],
    ['a family that goes on', 'https://wns2.notify.windows.com.evil.example/a'],
    ['a family without its dot', 'https://evilpush.apple.com/a'],
    ['a family alone', 'https://push.apple.com/a'],
    ['nothing before a family', 'https://.notify.windows.com/'],
    ['an empty label before a family', 'https://..notify.windows.com/'],
    ['an empty label further before it', 'https://wns2..a.notify.windows.com/'],
    ['a label that begins with nothing', 'https://.a.push.apple.com/'],
    ['a sign in a label', 'https://a_b.push.apple.com/'],
    ['a family as a path', 'https://evil.example/.notify.windows.com'],
    ['a trailing dot', 'https://fcm.googleapis.com./fcm/send/a'],
    ['a family with a trailing dot', 'https://wns2.notify.windows.com./a'],
    ['capital letters', 'https://FCM.googleapis.com/fcm/send/a'],
    ['wide letters', 'https://ｆcm.googleapis.com/fcm/send/a'],
    ['an ideographic full stop', 'https://fcm。googleapis.com/fcm/send/a'],
    ['a letter that looks alike', 'https://fcm.googleapіs.com/fcm/send/a'],
    ['the same in ASCII', 'https://fcm.xn--googleaps-q1i.com/fcm/send/a'],
    ['a space before', ' https://fcm.googleapis.com/fcm/send/a'],
    ['a line break within', 'https://fcm.google\napis.com/fcm/send/a'],
    ['backslashes', 'https:\\\\fcm.googleapis.com\\fcm\\send\\a'],
    ['a backslash before another host', 'https://evil.example\\.notify.windows.com/a'],
    ['this machine', 'https://127.0.0.1/a'],
    ['this machine by name', 'https://localhost/a'],
    ['this machine, decimal', 'https://2130706433/a'],
    ['this machine, octal', 'https://0177.0.0.1/a'],
    ['this machine, hexadecimal', 'https://0x7f.1/a'],
    ['this machine, IPv6', 'https://[::1]/a'],
    ['this machine, mapped', 'https://[::ffff:127.0.0.1]/a'],
    ['every address', 'https://0.0.0.0/a'],
    ['a private address', 'https://10.0.0.1/a'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data'],
    ['the metadata by name', 'https://metadata.google.internal/a'],
    ['any other host', 'https://push.example/a'],
    ['over 2,000 characters', `https://fcm.googleapis.com/fcm/send/${'a'.repeat(2000)}`],
  ])('%s', (_, endpoint) => {
    expect(parse(endpoint, ['push.operator.example', '127.0.0.1:4000'], true)).toBeUndefined()
  })

  test.each([
    ['plain http outside of tests', 'http://127.0.0.1:4000/a', '127.0.0.1:4000', false],
    ['another port than the named', 'https://127.0.0.1:4001/a', '127.0.0.1:4000', true],
    ['any port of a host that is not this machine', 'https://push.example:4000/a', 'push.example', true],
    ['a host under it', 'https://a.push.example/a', 'push.example', true],
    ['another spelling', 'https://2130706433:4000/a', '127.0.0.1:4000', true],
    ['another address of this machine', 'https://127.0.0.2:4000/a', '127.0.0.1', true],
    ['a host that only begins so', 'https://localhost.evil.example/a', 'localhost', true],
    ['a name', 'https://eda@push.example/a', 'push.example', true],
    ['another scheme', 'ftp://push.example/a', 'push.example', true],
  ])('with hosts of the operator: %s', (_, endpoint, allowed, isPlainAllowed) => {
    expect(parse(endpoint, [allowed], isPlainAllowed)).toBeUndefined()
  })
})

describe('an endpoint that may be called', () => {
  test.each([
    'https://fcm.googleapis.com/fcm/send/dNB3:APA91bH-_x',
    'https://jmt17.google.com/fcm/send/a',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAAAB',
    'https://autopush.stage.push.services.mozilla.com/wpush/v2/a',
    'https://web.push.apple.com/QGuQyavXutnMH',
    'https://sandbox.push.apple.com/a',
    'https://a.b-1.push.apple.com/a',
    'https://wns2-par02p.notify.windows.com/w/?token=BQYAAAA%3d%3d',
  ])('%s', (endpoint) => {
    expect(parse(endpoint)).toBe(endpoint)
  })

  test.each([
    ['https://push.example/a', 'push.example', false],
    ['https://push.example/a', 'push.example:443', false],
    ['https://push.example:8443/a', 'push.example:8443', false],
    ['https://127.0.0.1:4000/a', '127.0.0.1', false],
    ['https://[::1]:4000/a', '[::1]', false],
    ['http://localhost:4000/a', 'localhost', true],
    ['http://127.0.0.1/a', '127.0.0.1:80', true],
    ['http://push.example/a', 'push.example', true],
  ])('%s where the operator lists %s', (endpoint, allowed, isPlainAllowed) => {
    expect(parse(endpoint, [allowed], isPlainAllowed)).toBe(endpoint)
  })
})
