import { expect, test } from 'bun:test'
import { textsOf } from '#client/i18n/texts'
import { callPersonOf } from '#client/pages/desk-calls'
import { message, thread } from '#tests/client/views/fixtures'

const words = { t: textsOf('tr'), lang: 'tr' as const }
const since = new Date(2026, 10, 22, 12, 0)

test('who rings and waits for nothing is told apart by the number alone', () => {
  const person = callPersonOf(thread({ last_message: message({ role: 'admin' }) }), since.getTime(), words)

  expect(person).toMatchObject({ name: 'Eda', detail: '7F3C', lastWrote: null })
  expect(person.tone).toMatch(/^t[1-6]$/)
})

test('who waits says for how long, and what they wrote last', () => {
  const waiting = { waiting_since: since.toISOString() }
  const wrote = { last_message: message({ type: 'image', text: null }) }
  const now = since.getTime() + 7 * 60_000

  expect(callPersonOf(thread({ ...waiting, ...wrote }), now, words)).toMatchObject({
    detail: '7F3C · 7 dk bekliyor',
    lastWrote: '📷 Fotoğraf',
  })
})
