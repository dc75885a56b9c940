import { expect, test } from 'bun:test'
import { en } from '#client/i18n/en'
import { enNotify } from '#client/i18n/en-notify'
import { tr } from '#client/i18n/tr'
import { trNotify } from '#client/i18n/tr-notify'
import type { PushTrial } from '#client/state/notify'
import { trialOutcome } from '#client/views/trial-outcome'

const inTurkish = (trial: PushTrial) => trialOutcome(trial, { t: tr, n: trNotify, lang: 'tr' })

test('what went wrong says what to do', () => {
  expect(inTurkish({ step: 'lost' })).toEqual({ tone: 'amber', text: trNotify.testLost })
  expect(inTurkish({ step: 'refused', status: 403 })?.text).toContain('(403)')
  expect(inTurkish({ step: 'limited', waitMs: 4100 })?.text).toContain('5 saniye')
  expect(inTurkish({ step: 'failed', code: 'offline' })?.text).toContain(tr.failure('offline'))
})

test('one that nobody heard of asks whether it was seen', () => {
  expect(inTurkish({ step: 'unheard' })).toEqual({ tone: 'grey', text: trNotify.testUnheard })
})

test('a test that has not begun says nothing', () => {
  expect(inTurkish({ step: 'idle' })).toBeNull()
})

test('one that arrived says after how long, as each language writes numbers', () => {
  const arrived: PushTrial = { step: 'arrived', afterMs: 840 }

  expect(inTurkish(arrived)).toEqual({ tone: 'green', text: 'Deneme ulaştı: *0,8 sn*' })
  expect(trialOutcome(arrived, { t: en, n: enNotify, lang: 'en' })?.text).toBe('The test arrived: *0.8 s*')
})
