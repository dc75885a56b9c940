import { describe, expect, test } from 'bun:test'
import type { Answer } from '#client/net/route'
import { createNotes } from '#client/pages/notes'
import type { Thread } from '#protocol/messages'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'
import { threadRow } from '#tests/support/stored-message'

const setUp = () => {
  const clock = createFakeClock()
  const sent: (string | null | undefined)[] = []
  const saved: Thread[] = []
  let refusal: string | null = null
  let release = (): void => {}
  let isHeld = false
  const notes = createNotes({
    api: {
      changeThread: async (chatId, { note }): Promise<Answer<Thread>> => {
        sent.push(note)
        if (isHeld) await new Promise<void>((resolve) => (release = resolve))
        return refusal ? { ok: false, code: refusal } : { ok: true, value: threadRow(chatId, { note: note ?? null }) }
      },
    },
    clock,
    onChange: () => {},
    onSaved: (thread) => saved.push(thread),
  })
  return {
    notes,
    clock,
    sent,
    saved,
    refuse: (code: string | null) => (refusal = code),
    hold: (held: boolean) => (isHeld = held),
    release: () => release(),
  }
}

describe('a note that is not kept', () => {
  test('because it is too long is not sent', async () => {
    const { notes, clock, sent } = setUp()
    notes.write('a', 'x'.repeat(2001))
    clock.advance(5000)
    notes.left('a')
    await settled()
    expect(sent).toEqual([])
  })

  test('stays in its field, and goes with the next change or when it is left again', async () => {
    const { notes, clock, sent, refuse } = setUp()
    refuse('offline')
    notes.write('a', 'Toptan')
    clock.advance(1000)
    await settled()
    expect(notes.of('a', null)).toMatchObject({ text: 'Toptan', state: 'failed', failure: 'offline' })
    refuse(null)
    notes.left('a')
    await settled()
    expect(sent).toEqual(['Toptan', 'Toptan'])
    expect(notes.of('a', null)).toMatchObject({ state: 'saved' })
  })
})

test('it is kept after a pause, at once when the field is left, and nothing is sent twice', async () => {
  const { notes, clock, sent, saved } = setUp()
  notes.write('a', 'Top')
  clock.advance(900)
  notes.write('a', 'Toptan ')
  clock.advance(1000)
  await settled()
  notes.left('a')
  await settled()
  expect(sent).toEqual(['Toptan'])
  expect(saved.map(({ note }) => note)).toEqual(['Toptan'])
  expect(notes.of('a', 'Toptan').text).toBe('Toptan ')
  clock.advance(2500)
  expect(notes.of('a', 'elsewhere')).toMatchObject({ text: 'elsewhere', state: 'idle' })
})

test('what is written while it is on its way follows it', async () => {
  const { notes, clock, sent, hold, release } = setUp()
  hold(true)
  notes.write('a', 'one')
  clock.advance(1000)
  await settled()
  notes.write('a', 'one two')
  clock.advance(1000)
  hold(false)
  release()
  await settled()
  expect(sent).toEqual(['one', 'one two'])
})

test('an emptied note is none, and leaving the page keeps all', async () => {
  const { notes, sent } = setUp()
  notes.write('a', '  ')
  notes.write('b', 'kalan')
  notes.flush()
  await settled()
  expect(sent).toEqual([null, 'kalan'])
})
