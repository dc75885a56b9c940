import { beforeEach, expect, test } from 'bun:test'
import { voiceTextsOf } from '#client/i18n/voice-texts'
import { yieldMicrophone } from '#client/platform/microphone-turn'
import { find, useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'
import { newPress, openVoicing } from '#tests/support/voicing-page'

useDom()
beforeEach(() => localStorage.clear())
const v = voiceTextsOf('tr')

test('letting go sends what was said, and the microphone is free at once', async () => {
  const { recorder, clock, written, state, bar, press, change } = openVoicing()
  const held = await press(newPress(null))
  expect([bar()?.dataset.hold, recorder.tracks[0]?.readyState]).toEqual(['held', 'live'])
  clock.advance(2000)

  await change(held, { heldMs: 2100 })

  expect(written).toHaveLength(1)
  const facts = { kind: 'audio', mime: 'audio/webm', bytes: 5, durationMs: 2000 }
  expect(written[0]).toMatchObject({ chatId: state.chatId, attachment: facts })
  expect([bar(), recorder.tracks[0]?.readyState]).toEqual([null, 'ended'])
  expect(recorder.recorders[0]?.options).toMatchObject({ audioBitsPerSecond: 32_000 })
})

test('sliding to the left sends nothing', async () => {
  const { recorder, clock, written, bar, press, change } = openVoicing()
  const held = await press(newPress(null))
  clock.advance(2000)

  await change(held, { dx: -120 })
  await change(held, { heldMs: 2100 })

  expect([written, bar(), recorder.tracks[0]?.readyState]).toEqual([[], null, 'ended'])
})

test('a slip sends nothing and says how it is done', async () => {
  const { clock, written, press, change, toast } = openVoicing()
  const held = await press(newPress(null))
  clock.advance(500)

  await change(held, { heldMs: 500 })

  expect(written).toEqual([])
  expect(toast()).toContain(v.slip)
})

test('a tap records without being held; stop lets it be heard first, and sending sends that', async () => {
  const { clock, written, bar, press, send } = openVoicing()
  await press(newPress(0))
  expect(bar()?.dataset.hold).toBe('locked')
  clock.advance(1500)

  find<HTMLButtonElement>(bar() ?? document, '.stopping').click()
  await settled()
  expect(bar()?.getAttribute('aria-label')).toBe(v.review)
  expect(written).toEqual([])
  send(7)

  expect(written[0]).toMatchObject({ replyTo: 7, attachment: { durationMs: 1500 } })
})

test('what is shorter than 0.7 seconds cannot be sent', async () => {
  const { clock, written, send, press } = openVoicing()
  await press(newPress(0))
  clock.advance(600)
  send()
  expect(written).toEqual([])

  clock.advance(200)
  send()
  await settled()

  expect(written).toHaveLength(1)
})

test('sliding up locks it: the finger may go', async () => {
  const { clock, written, bar, press, change } = openVoicing()
  const held = await press(newPress(null))

  await change(held, { dy: -80 })
  await change(held, { heldMs: 4000 })
  clock.advance(1000)

  expect([bar()?.dataset.hold, written]).toEqual(['locked', []])
})

test('who is asked for the microphone cannot hold on: it records once the answer is yes', async () => {
  const { recorder, bar, press, change } = openVoicing()
  let yes = (): void => {}
  recorder.answer = new Promise((resolve) => {
    yes = resolve
  })
  const held = await press(newPress(null))
  await change(held, { heldMs: 3000 })
  expect([bar()?.dataset.phase, bar()?.dataset.hold]).toEqual(['opening', 'locked'])

  yes()
  await settled()

  expect(bar()?.dataset.phase).toBe('on')
})

test('what was given up before the microphone came does not listen', async () => {
  const { recorder, press, take } = openVoicing()
  let yes = (): void => {}
  recorder.answer = new Promise((resolve) => {
    yes = resolve
  })
  await press(newPress(0))
  take().leave()

  yes()
  await settled()

  expect([recorder.recorders.length, recorder.tracks[0]?.readyState]).toEqual([0, 'ended'])
})

test('Escape over three seconds can be taken back, and then it is heard first', async () => {
  const { clock, written, bar, press, take } = openVoicing()
  await press(newPress(0))
  clock.advance(4000)

  take().leave()
  await settled()
  expect(written).toEqual([])
  find<HTMLButtonElement>(document, '#btnUndo').click()
  await settled()

  expect(bar()?.getAttribute('aria-label')).toBe(v.review)
})

test('a short one goes without a question', async () => {
  const { clock, press, take } = openVoicing()
  await press(newPress(0))
  clock.advance(2000)

  take().leave()
  await settled()

  expect(document.querySelector('#btnUndo')).toBeNull()
})

test('in its last 15 seconds it warns, and at 5 minutes it stops and waits to be sent', async () => {
  const { clock, written, bar, press, toast } = openVoicing()
  await press(newPress(0))
  clock.advance(284_000)
  expect(bar()?.classList.contains('ending')).toBe(false)
  clock.advance(2000)
  expect(find(bar() ?? document, '.left').textContent).toBe(v.left(14))

  clock.advance(14_000)
  await settled()

  expect(bar()?.getAttribute('aria-label')).toBe(v.review)
  expect([written, toast()]).toEqual([[], expect.stringContaining(v.tooLong)])
})

test('a call, a lost microphone and a phone that hides the page lose nothing', async () => {
  for (const end of ['call', 'lost', 'hidden'] as const) {
    const { recorder, clock, written, bar, press } = openVoicing()
    await press(newPress(0))
    clock.advance(1000)

    if (end === 'call') yieldMicrophone()
    else if (end === 'lost') recorder.recorders[0]?.stop()
    else dispatchEvent(new Event('pagehide'))
    await settled()

    expect([bar()?.getAttribute('aria-label'), written, recorder.tracks[0]?.readyState]).toEqual([
      v.review,
      [],
      'ended',
    ])
  }
})

test('another conversation is opened meanwhile: it waits in its own, and shows itself there again', async () => {
  const { clock, written, state, bar, press, take, send } = openVoicing()
  const first = state.chatId
  await press(newPress(0))
  clock.advance(1000)

  state.chatId = 'another'
  take().leave()
  await settled()
  expect(bar()).toBeNull()
  state.chatId = first
  clock.advance(600)
  expect(bar()?.getAttribute('aria-label')).toBe(v.review)
  send()

  expect(written[0]?.chatId).toBe(first)
})

test('a page that is drawn anew takes the microphone from nobody: what was said waits behind the key', async () => {
  const { recorder, clock, dock, bar, press } = openVoicing()
  await press(newPress(0))
  clock.advance(1000)
  const drawn = [...dock.childNodes]

  dock.replaceChildren()
  clock.advance(400)
  await settled()
  expect(recorder.tracks[0]?.readyState).toBe('ended')
  dock.append(...drawn.slice(0, 1))
  await press(newPress(0))

  expect(bar()?.getAttribute('aria-label')).toBe(v.review)
})
