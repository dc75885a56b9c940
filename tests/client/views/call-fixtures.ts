import { mock } from 'bun:test'
import type { CallDeeds, CallEnd } from '#client/call/types'
import { callTextsOf } from '#client/i18n/call-texts'
import { textsOf } from '#client/i18n/texts'
import { watchPresses } from '#client/platform/presses'
import type { SoundWays } from '#client/views/call-options'
import { type CallScreenOptions, createCallScreen } from '#client/views/call-screen'
import type { Side } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { afterwards } from '#tests/support/cleanup'
import { createFakeClock } from '#tests/support/fake-clock'
import { callsView, shownCall } from '#tests/support/shown-call'

export const languages: readonly Language[] = ['tr', 'en']

/** Each of them, so that none can be forgotten. */
const allEnds: Record<CallEnd, true> = {
  hangup: true,
  missed: true,
  cancelled: true,
  lost: true,
  connect_failed: true,
  declined: true,
  elsewhere: true,
  no_microphone: true,
  no_calls: true,
  busy: true,
  forbidden: true,
  rate_limited: true,
  unavailable: true,
}
export const callEnds = Object.keys(allEnds) as CallEnd[]

const deedNames: readonly (keyof CallDeeds)[] = [
  ...(['ring', 'accept', 'decline', 'hangUp', 'dismiss', 'toggleMicrophone', 'toggleCamera'] as const),
  ...(['flipCamera', 'chooseMicrophone', 'acceptWaiting', 'declineWaiting'] as const),
]

export const noSounds: SoundWays = {
  list: () => Promise.resolve({ inputs: [], outputs: [] }),
  canChooseOutput: false,
  chosenOutput: () => '',
  chooseOutput: () => {},
  chosenInput: () => null,
  isApple: false,
}

/** `done` lists what was asked for, in order: "accept", "onMessage chat-1" … */
export const notedDeeds = () => {
  const done: string[] = []
  const note =
    (what: string) =>
    (...given: unknown[]): void =>
      void done.push([what, ...given.filter((one) => typeof one !== 'object')].join(' '))
  return { done, note, deeds: Object.fromEntries(deedNames.map((name) => [name, note(name)])) as CallDeeds }
}

type Given = Partial<Pick<CallScreenOptions, 'lang' | 'sounds'>> & { self?: Side }

/** A screen in the page, with what is asked of it noted. */
export const openCallScreen = ({ lang = 'tr', self = 'user', sounds = noSounds }: Given = {}) => {
  const { done, note, deeds } = notedDeeds()
  const clock = createFakeClock()
  const presses = watchPresses(clock)
  afterwards(presses.stop)
  const plays = mock((_isPlaying: boolean) => {})
  const screen = createCallScreen({
    ...{ c: callTextsOf(lang), t: textsOf(lang), lang, self, deeds, clock, presses, sounds, onPlaying: plays },
    whoIs: (_chatId, fromName) => ({
      name: fromName ?? 'Admin Muhsin',
      tone: self === 'user' ? 'me' : 't2',
      detail: self === 'user' ? null : 'A91B · 7 dk bekliyor',
      lastWrote: self === 'user' ? null : 'Takip numaram açılmıyor',
    }),
    onMessage: note('onMessage'),
    onLeaveVoice: note('onLeaveVoice'),
    onAgain: note('onAgain'),
    onSilence: note('onSilence'),
  })
  document.body.append(screen.bar, screen.waiting, screen.element)
  const show = (change: Parameters<typeof shownCall>[0], rest: Parameters<typeof callsView>[1] = {}): void =>
    screen.update(callsView(shownCall({ isCaller: true, fromName: null, ...change }), rest))
  const end = (how: CallEnd, durationS = 0, rest: { retryAfterMs?: number } = {}): void =>
    show({ phase: 'ended', end: { how, durationS, ...rest } })
  return { screen, clock, done, plays, show, end, none: (): void => screen.update(callsView(null)) }
}

export const press = (element: Element): boolean =>
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))

export const pressKey = (element: Element, key: string): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  element.dispatchEvent(event)
  return event
}
