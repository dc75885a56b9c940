import { beforeEach, expect, test } from 'bun:test'
import { textsOf } from '#client/i18n/texts'
import { voiceTextsOf } from '#client/i18n/voice-texts'
import { createVoiceDrawing } from '#client/pages/voice-drawing'
import { Player } from '#client/platform/player'
import type { Entry } from '#client/state/types'
import { conversation, entry } from '#tests/client/views/fixtures'
import { find, useDom } from '#tests/support/dom'
import { FakeAudio } from '#tests/support/fake-audio'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => localStorage.clear())
const v = voiceTextsOf('tr')

const voice = (id: number, given: Partial<Entry> = {}): Entry =>
  entry({
    id,
    role: 'admin',
    type: 'audio',
    text: '',
    progress: null,
    medium: {
      kind: 'audio',
      mime: 'audio/webm',
      bytes: 9000,
      durationMs: 36_000,
      waveform: Array.from({ length: 64 }, () => 50),
      url: `/media/${id}`,
      thumbUrl: null,
      placeholder: null,
    },
    ...given,
  })

const setUp = (entries: Entry[]) => {
  const audio = new FakeAudio()
  const player = new Player({ audio: audio.element, nextFrame: () => {} })
  const blobs = new Map<string, Blob>()
  const removed: string[] = []
  const drawing = createVoiceDrawing({
    words: { t: textsOf('tr'), lang: 'tr' },
    conversation: () => conversation({ entries }),
    nameOf: () => 'Muhsin',
    outbox: { bytesOf: async (key) => blobs.get(key) ?? null, remove: (key) => void removed.push(key) },
    player,
    canPlay: (type) => (type.startsWith('audio/webm') ? 'probably' : ''),
  })
  const draw = (one: Entry): HTMLElement => {
    const place = document.createElement('div')
    document.body.append(place)
    drawing.show(place, one)
    return place
  }
  const label = (place: HTMLElement): string => find(place, '.play').getAttribute('aria-label') ?? ''
  const time = (place: HTMLElement): string => find(place, '.num').textContent ?? ''
  return { audio, player, drawing, blobs, removed, draw, label, time }
}

test('a voice note shows its length and 64 bars, and plays what this browser can', () => {
  const { audio, draw, label, time } = setUp([])
  const place = draw(voice(1))
  expect([label(place), time(place)]).toEqual([v.play('36 saniye'), '0:36'])
  expect(place.querySelectorAll('rect')).toHaveLength(64)

  find(place, '.play').click()
  audio.comes(36)
  audio.moves(11)

  expect(audio.src).toBe('/media/1?as=webm')
  expect([label(place), time(place)]).toEqual([v.pause, '0:11 / 0:36'])
  expect(place.querySelectorAll('rect.on')).toHaveLength(20)
})

test('one at a time: another one that is played stops the first', () => {
  const { audio, draw, label } = setUp([])
  const first = draw(voice(1))
  const second = draw(voice(2))
  find(first, '.play').click()
  audio.comes(36)

  find(second, '.play').click()

  expect([label(first), label(second)]).toEqual([v.play('36 saniye'), v.pause])
})

test('it goes on to the one of the other side that follows directly and was not heard, and to no other', () => {
  const all = [voice(1), voice(2), voice(3, { role: 'user', mine: true }), voice(4)]
  const { audio, player, draw } = setUp(all)
  const [first] = all.map(draw)
  find(first ?? document, '.play').click()
  audio.comes(36)

  audio.ends()
  expect(audio.src).toBe('/media/2?as=webm')
  audio.comes(36)
  audio.ends()
  expect(player.stateOf('m3').phase).toBe('idle')

  // Both are heard now: nothing goes on by itself.
  find(first ?? document, '.play').click()
  audio.comes(36)
  audio.ends()
  expect(player.stateOf('m2').phase).toBe('idle')
})

test('a dot tells what was not heard yet: never of one’s own, and not in the next page', () => {
  const { audio, draw } = setUp([])
  const theirs = draw(voice(1))
  const own = draw(voice(2, { role: 'user', mine: true }))
  const dot = (place: HTMLElement) => find(place, '.unheard').hidden
  expect([dot(theirs), dot(own)]).toEqual([false, true])

  find(theirs, '.play').click()
  audio.comes(36)

  expect(dot(theirs)).toBe(true)
  expect(dot(setUp([]).draw(voice(1)))).toBe(true)
})

test('an unsent one is played from this device, by the length that is known of it', async () => {
  const { audio, blobs, draw, time } = setUp([])
  const unsent = voice(1, { key: 'own-1', id: null, role: 'user', mine: true })
  if (unsent.medium) unsent.medium.url = null
  blobs.set('own-1', new Blob(['sound'], { type: 'audio/webm' }))
  const place = draw(unsent)

  find(place, '.play').click()
  await settled()

  expect(audio.src).toStartWith('blob:')
  expect(time(place)).toContain('0:36')
})

test('a row that is made again shows where it is, and goes on being told', () => {
  const { audio, draw, time } = setUp([])
  const first = draw(voice(1))
  find(first, '.play').click()
  audio.comes(36)
  audio.moves(4)
  first.remove()
  audio.moves(9)

  const again = draw(voice(1))
  expect(time(again)).toBe('0:09 / 0:36')
  audio.moves(12)

  expect(time(again)).toBe('0:12 / 0:36')
})

test('what cannot be played says so, on the bubble and aloud, and can be tried again', () => {
  const { audio, draw, label, time } = setUp([])
  const place = draw(voice(1))
  find(place, '.play').click()

  audio.fails()
  audio.fails()

  expect([label(place), time(place)]).toEqual([v.again, v.failed])
  expect(document.querySelector('[role=status]')?.textContent).toContain(v.cannotPlay)
})

test('the speed is one for all, and written as the language writes it', () => {
  const { draw } = setUp([])
  const first = draw(voice(1))
  const second = draw(voice(2))

  find(first, '.rate').click()

  expect([first, second].map((place) => find(place, '.rate').textContent)).toEqual(['1,5×', '1,5×'])
  expect(find(second, '.rate').getAttribute('aria-label')).toBe(v.speed('1,5×'))
})

test('a place in it can be chosen before it plays', () => {
  const { audio, draw } = setUp([])
  const place = draw(voice(1))

  find(place, '.seek').dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))
  find(place, '.seek').dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }))
  find(place, '.play').click()
  audio.comes(36)

  expect(audio.currentTime).toBe(27)
})

test('one that is on its way says how much has gone, and can be stopped', () => {
  const { removed, draw, time } = setUp([])
  const unsent = voice(1, { key: 'own-1', id: null, role: 'user', mine: true, state: 'queued', progress: 0.426 })
  const place = draw(unsent)
  expect([time(place), find(place, '.rate').hidden]).toEqual([v.sending(42), true])

  find(place, '.unsend').click()

  expect(removed).toEqual(['own-1'])
  const stored = draw(voice(2, { role: 'user', mine: true }))
  expect([find(stored, '.unsend').hidden, time(stored)]).toEqual([true, '0:36'])
})

test('what plays on while another conversation is open goes on to none of that', () => {
  const { audio, player, draw } = setUp([voice(8)])
  find(draw(voice(1)), '.play').click()
  audio.comes(36)

  audio.ends()

  expect(player.stateOf('m8').phase).toBe('idle')
})
