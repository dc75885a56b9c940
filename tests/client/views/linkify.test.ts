import { describe, expect, test } from 'bun:test'
import { type Link, linkify } from '#client/views/linkify'

const links = (text: string): Link[] => linkify(text).filter((piece) => typeof piece !== 'string')
const textOf = (text: string): string =>
  linkify(text)
    .map((piece) => (typeof piece === 'string' ? piece : piece.text))
    .join('')

const hostile = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'ws://example.com',
  'ftp://example.com',
  '//example.com',
  'http://',
  'https://',
  'http:///',
  'https://?',
  'http:javascript:alert(1)',
  'https://user:secret@example.com/',
  'https://bank.example@evil.example/',
  'mailto:',
  'mailto:nobody',
  'mailto:a@b@c',
  'tel:',
  'tel:abc',
  'tel:+()-',
  'xhttps://example.com',
  '_https://example.com',
]

describe('what is no link', () => {
  test.each(hostile)('%j stays plain', (text) => {
    expect(links(text)).toEqual([])
    expect(textOf(text)).toBe(text)
  })

  test('a script around an address does not become part of the link', () => {
    expect(links('javascript:location="https://example.com/"')).toEqual([
      { href: 'https://example.com/', text: 'https://example.com/' },
    ])
  })

  test('a character that turns the writing around ends the link', () => {
    const turned = 'https://example.com/\u202Egpj.exe'
    expect(links(turned)).toEqual([{ href: 'https://example.com/', text: 'https://example.com/' }])
    expect(textOf(turned)).toBe(turned)
  })

  test('markup is text before, between and after', () => {
    const text = '<img src=x onerror=alert(1)>https://example.com/"><script>'
    expect(links(text)).toEqual([{ href: 'https://example.com/', text: 'https://example.com/' }])
    expect(textOf(text)).toBe(text)
  })
})

describe('what is a link', () => {
  test('web, mail and telephone', () => {
    expect(links('http://a.example mailto:eda@b.example tel:+90-555-111-22-33')).toEqual([
      { href: 'http://a.example/', text: 'http://a.example' },
      { href: 'mailto:eda@b.example', text: 'mailto:eda@b.example' },
      { href: 'tel:+90-555-111-22-33', text: 'tel:+90-555-111-22-33' },
    ])
  })

  test('the sign that ends a sentence is not part of it', () => {
    for (const sign of ['.', ',', ';', ':', '!', '?', '…', '’', "'", '?!', '...'])
      expect(links(`Bakın https://example.com/kargo${sign} tamam`)[0]?.text).toBe('https://example.com/kargo')
  })

  test('a bracket belongs to it only when it was opened inside', () => {
    expect(links('(bakın https://example.com/a)')[0]?.text).toBe('https://example.com/a')
    expect(links('https://example.com/A_(b)')[0]?.text).toBe('https://example.com/A_(b)')
    expect(links('(https://example.com/A_(b)).')[0]?.text).toBe('https://example.com/A_(b)')
    expect(links('[https://example.com/a]')[0]?.text).toBe('https://example.com/a')
  })

  test('Turkish letters and a question stay in it', () => {
    expect(links('https://örnek.example/çay?şeker=yok&k=1#son')[0]?.text).toBe(
      'https://örnek.example/çay?şeker=yok&k=1#son',
    )
  })

  test('the pieces joined are the text', () => {
    for (const text of ['', 'düz yazı', 'https://a.example', 'a https://a.example, b https://b.example!'])
      expect(textOf(text)).toBe(text)
  })

  test('a long text without a link does not take long', () => {
    const text = `${'https://'.repeat(500)} ${'('.repeat(3900)}`
    const startedAt = performance.now()
    linkify(text)
    linkify(`https://example.com/${')'.repeat(3900)}`)
    expect(performance.now() - startedAt).toBeLessThan(100)
  })
})
