import { textsOf } from '#client/i18n/texts'
import { createVoicing } from '#client/pages/voicing'
import { Player } from '#client/platform/player'
import type { Attachment } from '#client/state/attachment'
import type { Press } from '#client/views/record-key'
import type { Staging } from '#client/views/staging'
import { FakeAudio } from './fake-audio.ts'
import { createFakeClock } from './fake-clock.ts'
import { useFakeRecorder } from './fake-recorder.ts'
import { override } from './override.ts'
import { settled } from './settled.ts'

let chats = 0

export const newPress = (heldMs: number | null): Press => ({
  dx: 0,
  dy: 0,
  heldMs,
  isBroken: false,
  onChange: () => {},
})

/** The composer of a phone with `#btnAud`, and the outbox behind it. */
export const openVoicing = () => {
  const recorder = useFakeRecorder()
  override(globalThis, 'matchMedia', () => () => ({ matches: true }))
  const clock = createFakeClock()
  const key = document.createElement('button')
  const dock = document.createElement('footer')
  dock.className = 'dock'
  dock.append(key)
  document.body.append(dock)
  const written: { chatId: string; replyTo: number | null; attachment: Attachment | null | undefined }[] = []
  const state = { staging: null as Staging | null, chatId: `chat-${chats++}`, picked: 0, canStage: true }
  const stage = (staging: Staging | null): void => {
    state.staging?.bar?.remove()
    state.staging = staging
    if (staging?.bar) dock.append(staging.bar)
  }
  const take = (): Staging => {
    const staging = state.staging
    if (!staging) throw new Error('nothing is staged')
    stage(null)
    return staging
  }
  const send = (replyTo: number | null = null): void => {
    if (state.staging?.canSend()) take().send('', replyTo)
  }
  const player = new Player({ audio: new FakeAudio().element, nextFrame: () => {} })
  const voicing = createVoicing({
    words: { t: textsOf('tr'), lang: 'tr' },
    outbox: { write: (chatId, _text, replyTo = null, attachment) => written.push({ chatId, replyTo, attachment }) },
    chatId: () => state.chatId,
    composer: () => ({ stage, canStage: () => state.canStage, refresh: () => {}, send: () => send(), focus: () => {} }),
    nameOf: () => 'Siz',
    key,
    pickFile: () => state.picked++,
    player,
    clock,
  })
  const bar = (): HTMLElement | null => state.staging?.bar ?? null
  const press = async (pressed: Press): Promise<Press> => {
    voicing.press(pressed)
    await settled()
    return pressed
  }
  const change = async (pressed: Press, to: Partial<Press>): Promise<void> => {
    Object.assign(pressed, to)
    pressed.onChange()
    await settled()
  }
  const toast = (): string => document.querySelector('.toasts')?.textContent ?? ''
  return { recorder, clock, dock, key, written, state, stage, take, send, voicing, bar, press, change, toast }
}
