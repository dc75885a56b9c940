import { describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createAnnouncer } from '#client/views/announcer'
import { useDom } from '#tests/support/dom'
import { entry } from './fixtures.ts'

useDom()

const create = () => {
  const { element, ...announcer } = createAnnouncer({ t: tr, nameOf: () => 'Muhsin' })
  return { ...announcer, said: () => [...element.children].map(({ textContent }) => textContent) }
}

describe('those who hear the page', () => {
  test('are not told what this side sends', () => {
    const { tell, said } = create()

    tell([entry({ mine: true, type: 'image', text: '' })])

    expect(said()).toEqual([])
  })

  test('are told who sent a picture or voice note, with its caption', () => {
    const { tell, said } = create()

    tell([
      entry({ role: 'admin', type: 'image', text: 'Kapı' }),
      entry({ role: 'admin', type: 'audio', text: '' }),
      entry({ role: 'admin', text: 'Bakın' }),
    ])

    expect(said()).toEqual(['Muhsin: Fotoğraf: Kapı', 'Muhsin: Sesli mesaj', 'Muhsin: Bakın'])
  })
})
