import { beforeEach, expect, test } from 'bun:test'
import { speakManifest } from '#client/platform/web-manifest'
import { el } from '#client/views/element'
import { useDom } from '#tests/support/dom'

useDom()

beforeEach(() => document.head.replaceChildren())

const offer = (href: string): (() => string | null) => {
  const link = el('link', { rel: 'manifest', href })
  document.head.append(link)
  return () => link.getAttribute('href')
}

test('a page without a manifest stays without', () => {
  speakManifest('en')

  expect(document.head.children).toHaveLength(0)
})

test.each(['/manifest', '/admin'])('%s is offered in the language of the page, there and back', (path) => {
  const href = offer(`${path}.webmanifest`)

  const seen = (['tr', 'en', 'en', 'tr'] as const).map((language) => {
    speakManifest(language)
    return href()
  })

  expect(seen).toEqual([
    `${path}.webmanifest`,
    `${path}.en.webmanifest`,
    `${path}.en.webmanifest`,
    `${path}.webmanifest`,
  ])
})
