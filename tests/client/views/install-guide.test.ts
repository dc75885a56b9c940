import { beforeEach, expect, test } from 'bun:test'
import { appTextsOf } from '#client/i18n/app-texts'
import { moveTexts } from '#client/i18n/move-texts'
import { textsOf } from '#client/i18n/texts'
import type { HandWay } from '#client/platform/install-way'
import { openInstallGuideSheet } from '#client/views/install-guide'
import { find, useDom } from '#tests/support/dom'

useDom()
beforeEach(() => document.body.replaceChildren())

const steps = (way: HandWay, lang: 'tr' | 'en') => {
  openInstallGuideSheet({ t: textsOf(lang), texts: appTextsOf(lang), way, device: 'iPhone' })
  return [...find(document, 'dialog').querySelectorAll('ol.steps li')].map((step) => step.textContent ?? '')
}

test.each(['tr', 'en'] as const)('out of another app the conversation is taken along to Safari (%s)', (lang) => {
  const [first = '', ...others] = steps('ios-inside', lang)

  expect(first).toContain(moveTexts(lang).choice)
  expect(first).toContain('Safari')
  expect(others).toHaveLength(3)
})

test('in Safari itself nothing is to be taken along', () => {
  const all = steps('safari', 'tr')

  expect(all).toHaveLength(3)
  expect(all.join()).not.toContain(moveTexts('tr').choice)
})
