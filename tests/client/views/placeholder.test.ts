import { expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createPlaceholder } from '#client/views/placeholder'
import { find, useDom } from '#tests/support/dom'
import { conversation, entry } from './fixtures.ts'

useDom()

const create = () => createPlaceholder({ t: tr, lang: 'tr', self: 'admin', adminName: 'Admin Muhsin' })

test('a conversation that cannot be had is no skeleton for ever', () => {
  const { element, update } = create()
  update(conversation({ loaded: false }))
  expect(element.querySelectorAll('.bone').length).toBeGreaterThan(0)

  update(conversation({ loaded: false, unreachable: true }))

  expect(element.querySelector('.bone')).toBeNull()
  expect(find(element, 'h2').textContent).toBe('Şu anda yüklenemiyor')
})

test('what is unsent stands there all the same', () => {
  const { element, update } = create()

  update(conversation({ loaded: false, unreachable: true, entries: [entry({ id: null })] }))

  expect(element.textContent).toBe('')
})
