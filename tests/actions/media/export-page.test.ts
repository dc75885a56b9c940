import { describe, expect, test } from 'bun:test'
import { exportTexts } from '#protocol/export-texts'
import type { Message, MessageCall } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { createExportPage } from '#server/actions/media/export-page'
import { createConversation, openTestStore } from '#tests/support/memory-store'
import { storedMessage } from '#tests/support/stored-message'

const pageIn = async (lang: Language, timeZone = 'Europe/Istanbul') =>
  createExportPage(await createConversation(openTestStore()), {
    adminName: 'Muhsin',
    lang,
    timeZone,
    t: exportTexts[lang],
  })

const at = (created_at: string, id: number, change: Partial<Message> = {}) => ({
  message: storedMessage(id, { created_at, ...change }),
  path: null,
  quoted: null,
})

describe('days and times are those of the zone', () => {
  const lines = [at('2027-01-01T20:59:00.000Z', 1), at('2027-01-01T21:00:00.000Z', 2)]

  test('of which one day ends while another goes on', async () => {
    const istanbul = (await pageIn('tr')).lines(lines)
    expect([...istanbul.matchAll(/<h2 class="day">([^<]+)</g)].map(([, day]) => day)).toEqual([
      '1 Ocak 2027 Cuma',
      '2 Ocak 2027 Cumartesi',
    ])
    expect(istanbul).toContain('>23:59</time>')
    const london = (await pageIn('en', 'Europe/London')).lines(lines)
    expect([...london.matchAll(/<h2/g)]).toHaveLength(1)
  })

  test('and a day is named once, over all that is drawn', async () => {
    const page = await pageIn('tr')

    expect(page.lines(lines.slice(0, 1))).toContain('<h2')
    expect(page.lines(lines.slice(0, 1))).not.toContain('<h2')
  })
})

describe('a call is told in words, under who rang', () => {
  const callWith = (change: Partial<MessageCall>): Partial<Message> => {
    const call = { call_id: 'one', from: 'user', video: false, outcome: 'hangup', duration_s: 0, ...change } as const
    return { role: 'system', type: 'call', text: null, call }
  }

  test.each([
    ['Cevapsız arama', 'Missed call', { outcome: 'missed' }],
    ['Cevapsız görüntülü arama', 'Missed video call', { outcome: 'missed', video: true }],
    ['Sesli arama · iptal edildi', 'Voice call · cancelled', { outcome: 'cancelled' }],
    ['Görüntülü arama · reddedildi', 'Video call · declined', { outcome: 'declined', video: true }],
    ['Sesli arama · bağlantı kurulamadı', 'Voice call · could not connect', { outcome: 'connect_failed' }],
    ['Sesli arama · 4 dk 12 sn', 'Voice call · 4 min 12 s', { duration_s: 252 }],
    ['Sesli arama · 59 sn', 'Voice call · 59 s', { duration_s: 59 }],
    ['Sesli arama · 1 sa', 'Voice call · 1 h', { duration_s: 3600 }],
    ['Sesli arama', 'Voice call', { duration_s: 0 }],
    [
      'Görüntülü arama · 2 sa 3 dk · bağlantı koptu',
      'Video call · 2 h 3 min · connection lost',
      { duration_s: 7439, video: true, outcome: 'lost' },
    ],
    ['Sesli arama', 'Voice call', { outcome: 'toString' }],
  ])('%s', async (inTurkish, inEnglish, change) => {
    const line = at('2027-01-01T09:00:00.000Z', 1, callWith(change))

    expect((await pageIn('tr')).lines([line])).toContain(`<p class="text" dir="auto">${inTurkish}</p>`)
    expect((await pageIn('en')).lines([line])).toContain(`<p class="text" dir="auto">${inEnglish}</p>`)
  })

  test('and quoted so', async () => {
    const page = await pageIn('tr')
    const quoted = storedMessage(1, callWith({ from: 'admin', outcome: 'missed' }))
    const answer = at('2027-01-01T09:00:00.000Z', 2, { reply_to: 1 })

    expect(page.lines([{ ...answer, message: quoted }])).toContain(
      '<article class="said system" id="m1"><p class="who"><b>Muhsin</b>',
    )
    expect(page.lines([{ ...answer, quoted }])).toContain('href="#m1" dir="auto">Muhsin: Cevapsız arama</a>')
  })
})

test('an answer quotes what it answers, and says where that is gone', async () => {
  const page = await pageIn('tr')
  const quoted = storedMessage(1, { role: 'admin', text: 'x'.repeat(500) })
  const answer = at('2027-01-01T09:00:00.000Z', 2, { reply_to: 1 })

  expect(page.lines([{ ...answer, quoted }])).toContain(`href="#m1" dir="auto">Muhsin: ${'x'.repeat(140)}</a>`)
  expect(page.lines([answer])).toContain('Yanıtlanan mesaj silinmiş.')
})
