import { afterEach, beforeEach, expect, test } from 'bun:test'
import { pictureTextsOf } from '#client/i18n/picture-texts'
import { textsOf } from '#client/i18n/texts'
import { mostPictures } from '#client/pages/picture-tray'
import { createPicturing } from '#client/pages/picturing'
import type { PictureFault, Shrunk } from '#client/platform/shrink-picture'
import type { Staging } from '#client/views/staging'
import { find, useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()
const p = pictureTextsOf('tr')
const faults: Record<string, PictureFault> = { heic: 'heic', bad: 'unreadable' }
const photo = (name: string) => new File([name], name, { type: 'image/jpeg' })

const shrink = async (file: Blob): Promise<Shrunk> => {
  const fault = file instanceof File ? faults[file.name] : undefined
  if (fault) return { ok: false, fault }
  return { ok: true, attachment: { kind: 'image', mime: 'image/jpeg', bytes: file.size, blob: file } }
}

let chats = 0
const opened: { press: (key: string) => void; clock: { advance: (ms: number) => void } }[] = []

/** A conversation with a list and a composer, and the outbox behind it. */
const openTalk = () => {
  const [talk, list, dock] = ['main', 'section', 'footer'].map((tag) => document.createElement(tag))
  if (!talk || !list || !dock) throw new Error('nothing to draw into')
  dock.className = 'dock'
  talk.append(list, dock)
  document.body.append(talk)
  const field = document.createElement('textarea')
  dock.append(field)
  const written: unknown[][] = []
  const state = { chatId: `chat-${++chats}`, staging: null as Staging | null, canStage: true, focused: 0 }
  const clock = createFakeClock()
  override(globalThis, 'matchMedia', () => () => ({ matches: true }))
  const picturing = createPicturing({
    words: { t: textsOf('tr'), lang: 'tr' },
    chatId: () => state.chatId,
    composer: () => ({
      canStage: () => state.canStage,
      stage: (staging) => {
        state.staging = staging
      },
      refresh: () => {},
      send: () => {},
      focus: () => {
        state.focused++
      },
    }),
    outbox: { write: (...given) => void written.push(given) },
    talk: () => talk,
    pickFiles: () => {},
    shrink,
    clock,
  })
  const choose = async (...names: string[]): Promise<void> => {
    picturing.take(names.map(photo))
    await settled()
  }
  const preview = (): HTMLElement | null => talk.querySelector('.preview')
  const press = (key: string, target: HTMLElement = field): void => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }
  const take = (): Staging => {
    const { staging } = state
    if (!staging) throw new Error('nothing is staged')
    state.staging = null
    return staging
  }
  opened.push({ press, clock })
  const toast = (): string => document.querySelector('.toasts')?.textContent ?? ''
  const selected = (): string => find(preview() ?? document, '[aria-pressed="true"]').getAttribute('aria-label') ?? ''
  return { talk, list, field, picturing, written, state, clock, choose, preview, press, take, toast, selected }
}

beforeEach(() => document.body.replaceChildren())

// What is chosen outlives what is drawn.
afterEach(() => {
  for (const { press, clock } of opened.splice(0)) {
    press('Escape')
    clock.advance(10_000)
  }
})

test('a HEIC alone opens nothing and says what to do, until that is read', async () => {
  const { choose, preview, state, toast } = openTalk()
  await choose('heic')

  expect([preview(), state.staging, toast()]).toEqual([null, null, p.ofFile('heic', p.faults.heic) + p.understood])
})

test('beside others it is named in the preview, and they go on', async () => {
  const { choose, preview, take, written } = openTalk()
  await choose('a', 'heic', 'bad')

  expect(find(preview() ?? document, '.faults').textContent).toBe(
    p.ofFile('heic', p.faults.heic) + p.ofFile('bad', p.faults.unreadable),
  )
  take().send('', null)
  expect(written).toHaveLength(1)
})

test('more than ten at a time are not taken, and that is said', async () => {
  const { choose, preview, toast } = openTalk()
  await choose(...Array.from({ length: 12 }, (_, nth) => `p${nth}`))

  expect([preview()?.querySelectorAll('.thumbs img').length, toast()]).toEqual([mostPictures, p.atMost(mostPictures)])
})

test('nothing is taken while a message is edited, nor announced when it is dragged', async () => {
  const { choose, picturing, preview, state, talk } = openTalk()
  state.canStage = false
  await choose('a')
  picturing.hint(true)

  expect([preview(), talk.querySelector('.drop-hint')]).toEqual([null, null])
})

test('each is a message of its own, in the order of choosing; caption and answer go with the first', async () => {
  const { choose, take, preview, written, state } = openTalk()
  await choose('a', 'b')
  take().send('Kutunun köşesi', 7)

  expect(written).toMatchObject([
    [state.chatId, 'Kutunun köşesi', 7, { blob: { name: 'a' } }],
    [state.chatId, '', null, { blob: { name: 'b' } }],
  ])
  expect(preview()).toBeNull()
})

test('it cannot be sent before it is ready', async () => {
  const { picturing, state } = openTalk()
  picturing.take([photo('a')])
  const before = state.staging?.canSend()
  await settled()

  expect([before, state.staging?.canSend()]).toEqual([false, true])
})

test('the last one that is removed closes it', async () => {
  const { choose, preview, state } = openTalk()
  await choose('a')
  find(preview() ?? document, `[aria-label="${p.removeThis}"]`).click()

  expect([preview(), state.staging]).toEqual([null, null])
})

test('one goes at once, several can be brought back for five seconds', async () => {
  const { choose, preview, press, toast, clock, written } = openTalk()
  await choose('a')
  press('Escape')
  expect([preview(), document.querySelector('#btnUndo')]).toEqual([null, null])

  await choose('a', 'b')
  press('Escape')
  expect([preview(), toast().startsWith(p.removed)]).toEqual([null, true])
  find(document, '#btnUndo').click()
  await settled()
  expect(preview()?.querySelectorAll('.thumbs img').length).toBe(2)

  press('Escape')
  clock.advance(5000)
  await settled()
  expect([preview(), document.querySelector('#btnUndo'), written, clock.waiting()]).toEqual([null, null, [], 0])
})

test('what is chosen anew ends the way back to those before', async () => {
  const { choose, preview, press } = openTalk()
  await choose('a', 'b')
  press('Escape')
  await choose('c')

  expect(document.querySelector('#btnUndo')).toBeNull()
  expect(preview()?.querySelectorAll('.thumbs img').length).toBe(1)
})

test('brought back while another conversation is open, they wait for their own', async () => {
  const { choose, preview, press, state, clock } = openTalk()
  const { chatId } = state
  await choose('a', 'b')
  press('Escape')
  state.chatId = 'another'
  find(document, '#btnUndo').click()
  await settled()
  expect(preview()).toBeNull()

  state.chatId = chatId
  clock.advance(1000)
  expect(preview()?.querySelectorAll('.thumbs img').length).toBe(2)
})

test('a reload asks while pictures are unsent, and never after', async () => {
  const { choose, press, take } = openTalk()
  const asks = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
  const before = asks()
  await choose('a')
  const during = asks()
  press('Escape')
  const left = asks()
  await choose('a')
  take().send('', null)

  expect([before, during, left, asks()]).toEqual([false, true, false, false])
})

test('a page that is drawn anew goes on with what was chosen, and asks no more for what it lost', async () => {
  const before = openTalk()
  await before.choose('a')
  before.talk.remove()
  const { choose, state, selected, preview } = openTalk()
  state.chatId = before.state.chatId
  await choose('b')

  expect([preview()?.querySelectorAll('.thumbs img').length, selected()]).toEqual([2, p.nth(1, 2)])
  find(preview() ?? document, '.thumbs .th:nth-child(2)').click()
  expect(selected()).toBe(p.nth(2, 2))
})

test('the arrows turn the pages, but in a caption they go from letter to letter', async () => {
  const { choose, press, field, selected } = openTalk()
  await choose('a', 'b')
  press('ArrowRight')
  const then = selected()
  field.value = 'yazı'
  press('ArrowLeft')

  expect([then, selected()]).toEqual([p.nth(2, 2), p.nth(2, 2)])
})

test('what lies beneath cannot be reached, and can again', async () => {
  const { choose, list, preview, press } = openTalk()
  await choose('a')
  const during = [list.inert, preview()?.getAttribute('role'), preview()?.getAttribute('aria-label')]
  press('Escape')

  expect([...during, list.inert]).toEqual([true, 'dialog', p.staging, false])
})

test('pictures wait for their own conversation while another one is open, and never go to that', async () => {
  const { choose, preview, take, state, clock, written } = openTalk()
  const { chatId } = state
  await choose('a')
  state.chatId = 'another'
  take().leave()
  clock.advance(2000)
  expect(preview()).toBeNull()

  state.chatId = chatId
  clock.advance(1000)
  expect(preview()?.querySelectorAll('.thumbs img').length).toBe(1)
  take().send('', null)
  expect(written.map(([to]) => to)).toEqual([chatId])
  expect(clock.waiting()).toBe(0)
})

test('files that are held over it are answered by a plain hint', () => {
  const { picturing, talk } = openTalk()
  picturing.hint(true)
  const during = talk.querySelector('.drop-hint')?.textContent
  picturing.hint(false)

  expect([during, talk.querySelector('.drop-hint')]).toEqual([p.dropHere, null])
})
