import { describe, expect, test } from 'bun:test'
import { exportTexts } from '#protocol/export-texts'
import type { Message } from '#protocol/messages'
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

test('an answer quotes what it answers, and says where that is gone', async () => {
  const page = await pageIn('tr')
  const quoted = storedMessage(1, { role: 'admin', text: 'x'.repeat(500) })
  const answer = at('2027-01-01T09:00:00.000Z', 2, { reply_to: 1 })

  expect(page.lines([{ ...answer, quoted }])).toContain(`href="#m1" dir="auto">Muhsin: ${'x'.repeat(140)}</a>`)
  expect(page.lines([answer])).toContain('Yanıtlanan mesaj silinmiş.')
})
