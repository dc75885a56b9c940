import { beforeEach, expect, test } from 'bun:test'
import { moveTexts } from '#client/i18n/move-texts'
import { tr } from '#client/i18n/tr'
import type { Answer } from '#client/net/route'
import { createMoving } from '#client/pages/moving'
import { systemClock } from '#client/platform/clock'
import type { Handover } from '#protocol/handover'
import { find, useDom } from '#tests/support/dom'
import { appears, has, layPage } from '#tests/support/page'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(layPage)

const move = moveTexts('tr')

const open = async (answers: Answer<Handover>[], side: 'user' | 'admin' = 'user') => {
  const handOver = async () => answers.shift() ?? ({ ok: false, code: 'offline' } as const)
  const part = createMoving({ side, api: { handOver }, clock: systemClock })
  part.draw({ t: tr, lang: 'tr' }).choices[0]?.onChoose()
  await appears('dialog')
  await settled()
}

test('where no code is to be had it says why, and asks again when told to', async () => {
  await open([
    { ok: false, code: 'rate_limited' },
    { ok: true, value: { token: 'the-token-of-the-second', expires_in: 600 } },
  ])

  expect(find(document, '[role=alert]').textContent).toBe(move.failed(tr.failure('rate_limited')))
  expect(has('.qr-code')).toBe(false)
  find(document, '.handover .key.sky').click()
  await settled()

  expect(has('.qr-code')).toBe(true)
  expect(find(document, '[role=alert]').hidden).toBe(true)
})

test('a code whose time is over gives way to a new one', async () => {
  await open([{ ok: true, value: { token: 'the-token-of-this-code', expires_in: 0 } }])

  expect(find(document, '.code-time').textContent).toBe(move.expired)
  expect(find(document, '.handover .key.sky').hidden).toBe(false)
})

test('the code stands there with its time, as a picture that has a name', async () => {
  await open([{ ok: true, value: { token: 'the-token-of-this-code', expires_in: 600 } }])

  expect(find(document, '.code-time').textContent).toBe(move.validFor('10:00'))
  expect(find(document, '.qr-code').getAttribute('aria-label')).toBe(move.code)
  expect(find(document, '.qr-code path').getAttribute('d')?.length).toBeGreaterThan(1000)
})
