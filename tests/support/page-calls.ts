import type { Calls, CallsPorts } from '#client/call/calls-ports'
import type { CallsView } from '#client/call/types'
import { textsOf } from '#client/i18n/texts'
import type { Reply } from '#client/net/requests'
import { createPageCalls } from '#client/pages/page-calls'
import type { CallScreen, CallScreenOptions } from '#client/views/call-options'
import type { Side } from '#protocol/messages'
import { createFakeAlerts } from './fake-alerts.ts'
import { createFakeClock } from './fake-clock.ts'
import { callsView } from './shown-call.ts'

type Options = { self?: Side; replies?: Reply[] }

/** The calls of a page, with what decides and what draws in the test's hand. */
export const openPageCalls = ({ self = 'admin', replies = [] }: Options = {}) => {
  const done: string[] = []
  const state = { lang: 'tr' as 'tr' | 'en', view: callsView(null), isMinimised: false }
  const alerts = createFakeAlerts()
  const screens: { options: CallScreenOptions; shown: CallsView[]; screen: CallScreen }[] = []
  let ports: CallsPorts | null = null
  const note =
    (what: string) =>
    (...given: unknown[]): void =>
      void done.push([what, ...given.map((value) => JSON.stringify(value))].join(' '))

  const createCalls = (given: CallsPorts): Calls => {
    ports = given
    const deeds = ['ring', 'accept', 'decline', 'hangUp', 'dismiss', 'toggleMicrophone', 'toggleCamera'] as const
    const others = ['flipCamera', 'chooseMicrophone', 'acceptWaiting', 'declineWaiting', 'lineOpened'] as const
    const rest = ['lineLost', 'setPlaying', 'stop', 'hear'] as const
    const noted = Object.fromEntries([...deeds, ...others, ...rest].map((name) => [name, note(name)]))
    return { ...noted, view: () => state.view } as unknown as Calls
  }
  const createScreen = (options: CallScreenOptions): CallScreen => {
    const part = (name: string): HTMLElement =>
      Object.assign(document.createElement('div'), { id: `${name}-${options.lang}` })
    const [element, bar, waiting] = [part('screen'), part('minimised'), part('also')]
    const shown: CallsView[] = []
    const screen: CallScreen = {
      element,
      incoming: element,
      panel: element,
      bar,
      waiting,
      audio: document.createElement('audio'),
      update: (view) => void shown.push(view),
      isMinimised: () => state.isMinimised,
      minimise: note('minimise'),
      restore: note('restore'),
      stop: note(`screen ${options.lang} stop`),
    }
    screens.push({ options, shown, screen })
    return screen
  }
  const place = document.createElement('div')
  document.body.append(place)
  const calling = createPageCalls(
    {
      self,
      home: null,
      line: { isOpen: () => true, request: async () => replies.shift() ?? { ok: true, data: { call: null } } },
      memory: { read: () => null, keep: () => {}, forget: () => {} },
      clock: createFakeClock(),
      presses: { isBusy: () => false, isTyping: () => false },
      words: () => ({ t: textsOf(state.lang), lang: state.lang }),
      whoIs: (_chatId, fromName) => ({ name: fromName ?? 'Eda', tone: 't1', detail: null, lastWrote: null }),
      chatId: () => 'chat-1',
      open: note('open'),
      write: note('write'),
      record: note('record'),
      onChange: note('change'),
    },
    place,
    {
      createCalls,
      createScreen,
      devices: {
        calls: {} as never,
        ...alerts.ports,
        playAsChosen: () => {},
        sounds: () => ({}) as never,
      },
    },
  )
  const show = (view: CallsView): void => {
    state.view = view
    ports?.onChange(view)
  }
  const newest = () => {
    const last = screens.at(-1)
    if (!last) throw new Error('nothing was drawn')
    return last
  }
  return {
    calling,
    place,
    state,
    felt: alerts.felt,
    screens,
    newest,
    done,
    show,
    toast: () => document.querySelector('.toasts')?.textContent,
  }
}
