import type { CallMemory } from '#client/call/calls-ports'
import type { CallLine } from '#client/call/types'
import type { CallEars } from '#client/net/call-ears'
import { onCallInAddress, takeCallFromAddress } from '#client/platform/call-address'
import type { Clock } from '#client/platform/clock'
import { type Presses, watchPresses } from '#client/platform/presses'
import type { CallPerson } from '#client/views/call-options'
import { el } from '#client/views/element'
import { showToast } from '#client/views/toast'
import type { Side } from '#protocol/messages'
import { load } from './loading.ts'
import type { Words } from './page.ts'
import type { Calling } from './page-calls.ts'

/** What a page is to its calls. */
export type CallingPorts = {
  self: Side
  /** The visitor's own conversation, whose calls the page has to join to hear; null at the desk, which hears all. */
  home: string | null
  line: CallLine
  memory: CallMemory
  clock: Clock
  words: () => Words
  whoIs: (chatId: string, fromName: string | null) => CallPerson
  /** The conversation that is open at that moment. */
  chatId: () => string | null
  /** Opens a conversation. */
  open: (chatId: string) => void
  /** Opens it to be written in. */
  write: (chatId: string) => void
  /** Opens it and records a voice note. */
  record: (chatId: string) => void
  /** A call began or ended. */
  onChange: () => void
  presses: Pick<Presses, 'isBusy' | 'isTyping'>
}

export type CallDoorway = CallEars & {
  ring: (chatId: string, video?: boolean) => void
  isInCall: () => boolean
  /** Where the running call stands while it is minimised, the same place in every drawing of the page. */
  draw: () => HTMLElement
  stop: () => void
}

/** `isTap`: the person asked for it. */
type Waiting = { run: (calling: Calling) => void; isTap: boolean }

type CallingCode = { startCalling: (ports: CallingPorts, place: HTMLElement) => Calling }

const importCode = (): Promise<CallingCode> => import('./calling.ts')

const againMs = 3000
const tries = 10

// The moment of the first tap is to be short; but what the person waits for now comes first.
const whenIdle = (run: () => void): unknown => (globalThis.requestIdleCallback ?? setTimeout)(run)

/** What of calls is always there. All else comes with the first ring, in or out, and hears then what has happened since. */
export const createCallDoorway = (ports: Omit<CallingPorts, 'presses'>, importCalling = importCode): CallDoorway => {
  const { line, home, clock, memory, words } = ports
  const place = el('div')
  // From before the first ring on, since it may come while somebody types.
  const presses = watchPresses(clock)
  let waiting: Waiting[] = []
  let calling: Calling | null = null
  let isBringing = false
  let stopTrying = (): void => {}
  let isStopped = false

  const bring = async (triesLeft: number): Promise<void> => {
    stopTrying()
    isBringing = true
    // It is said once that it does not come.
    const code = await (triesLeft === tries ? load(importCalling, words().t) : importCalling().catch(() => null))
    isBringing = false
    if (isStopped) return
    if (!code) return bringLater(triesLeft)
    calling = code.startCalling({ ...ports, presses }, place)
    const heard = waiting
    waiting = []
    for (const { run } of heard) run(calling)
  }
  // What the person asked for is asked again by them. What rings goes on ringing.
  const bringLater = (triesLeft: number): void => {
    waiting = waiting.filter(({ isTap }) => !isTap)
    if (waiting.length > 0 && triesLeft > 0) stopTrying = clock.after(againMs, () => void bring(triesLeft - 1))
    else waiting = []
  }
  const tell = (run: Waiting['run'], isTap = false): void => {
    if (calling) return run(calling)
    if (waiting.length === 0 && line.isOpen()) waiting.push({ run: (begun) => begun.lineOpened(), isTap: false })
    waiting.push({ run, isTap })
    if (!isBringing) void bring(tries)
  }
  const isWanted = (): boolean => calling !== null || waiting.length > 0

  const join = async (): Promise<void> => {
    if (home === null || isWanted() || isStopped) return
    const reply = await line.request('join', { chat_id: home })
    if (!reply.ok && reply.retryAfterMs !== undefined) clock.after(reply.retryAfterMs, () => void join())
  }
  const lookForCall = (): void => {
    const callId = takeCallFromAddress()
    if (callId !== null) tell((begun) => begun.look(callId))
  }

  const stopListening = onCallInAddress(lookForCall)
  lookForCall()
  // The page was loaded anew during it.
  if (memory.read()) tell(() => {})

  return {
    hear: (frame) => tell((begun) => begun.hear(frame)),
    lineOpened: () => {
      if (isWanted()) return tell((begun) => begun.lineOpened())
      void join()
      whenIdle(() => void importCalling().catch(() => {}))
    },
    lineLost: () => isWanted() && tell((begun) => begun.lineLost()),
    ring: (chatId, video = false) => {
      if (!line.isOpen()) return void showToast(words().t.failure('offline'))
      tell((begun) => begun.ring(chatId, video), true)
    },
    isInCall: () => calling?.isOn() ?? false,
    draw: () => {
      calling?.redraw()
      return place
    },
    stop: () => {
      isStopped = true
      stopListening()
      stopTrying()
      presses.stop()
      calling?.stop()
    },
  }
}
