import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Effect, MachineEvent, MachineState, TimerName } from '#client/call/machine-types'
import type { CallPhase } from '#client/call/types'
import { type Check, type Happening, RandomPage } from './random-page.ts'

const runs = 1200
const longest = 120

const small = fc.nat(9999)
const happening: fc.Arbitrary<Happening> = fc.record({ kind: small, pick: small, more: small })

/** What ends each phase where nobody does anything. A call that is heard ends by its connection. */
const timerOf: Readonly<Partial<Record<CallPhase, TimerName>>> = {
  incoming: 'ring',
  outgoing: 'ring',
  connecting: 'connect',
  active: 'memory',
  reconnecting: 'lost',
}

const isOn = ({ call }: MachineState): boolean => call !== null && call.phase !== 'ended'

const callIdsIn = ({ call, waiting, endings, resuming }: MachineState) =>
  [call, ...waiting, ...endings, resuming].flatMap((one) => one?.callId ?? [])
const chatIdsIn = ({ call, waiting, endings, resuming, home }: MachineState) => [
  ...[call, ...waiting, ...endings, resuming].flatMap((one) => one?.chatId ?? []),
  ...(home === null ? [] : [home]),
]

const isTap = ({ kind }: MachineEvent): boolean => kind === 'accept' || kind === 'acceptWaiting' || kind === 'ring'
const isResumed = (event: MachineEvent): boolean => event.kind === 'reply' && event.why.for === 'resume'

const opens = new Set(['openMicrophone', 'openCamera', 'makePeer'])

/** The rules that hold after every step, whatever it was. */
const createCheck = (): Check => {
  const tapped = new Set<number>()

  const onlyAfterTheTap = ({ call }: MachineState, event: MachineEvent, effects: readonly Effect[]): void => {
    if (call && call.phase !== 'incoming' && (isTap(event) || isResumed(event))) tapped.add(call.seat)
    if (effects.some(({ kind }) => opens.has(kind))) expect(tapped).toContain(call?.seat ?? 0)
  }
  const onlyWhatIsHeld = (before: MachineState, after: MachineState, effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.kind !== 'ask') continue
      const { call_id: callId = null, chat_id: chatId } = { call_id: null, ...effect.data }
      if (callId !== null) expect([...callIdsIn(before), ...callIdsIn(after)]).toContain(callId)
      expect([...chatIdsIn(before), ...chatIdsIn(after)]).toContain(chatId)
    }
  }
  return (page, before, event, effects) => {
    const { state, peers, media, timers } = page
    const { call } = state
    onlyAfterTheTap(state, event, effects)
    onlyWhatIsHeld(before, state, effects)

    expect([...peers]).toEqual(call?.peer == null ? [] : [call.peer])
    const held = [call?.microphone, call?.camera === 'on' ? call.cameraId : null]
    expect([...media].toSorted()).toEqual(held.filter((id) => typeof id === 'number').toSorted())
    expect(Object.fromEntries(timers)).toEqual({ ...state.due })
    if (call && isOn(state)) expect([...timers.keys()]).toContain(timerOf[call.phase] ?? 'note')
    else expect([...timers.keys()].filter((name) => name !== 'endings' && name !== 'join')).toEqual([])
    if (call?.phase === 'ended') expect(call.end).not.toBeNull()
    if (call?.phase === 'active') expect([timers.has('lost'), timers.has('connect')]).toEqual([false, false])
  }
}

test('whatever happens, in whatever order, every rule holds and every call ends', () => {
  let steps = 0
  const seen = new Set<string>()

  fc.assert(
    fc.property(
      fc.constantFrom('user', 'admin'),
      fc.array(happening, { maxLength: longest, size: 'max' }),
      (self, all) => {
        const check = createCheck()
        const page = new RandomPage(self, (now, ...step) => {
          check(now, ...step)
          seen.add(now.state.call?.phase ?? 'none')
        })
        for (const one of all) page.happen(one)
        steps += page.steps

        if (page.state.isLineOpen) page.tell({ kind: 'lineLost' })
        for (const peer of page.peers) page.tell({ kind: 'peer', id: peer, told: { state: 'down' } })
        page.pass(300_000)
        expect(isOn(page.state)).toBe(false)
        page.tell({ kind: 'stop' })
        expect([page.peers.size, page.media.size, page.timers.size]).toEqual([0, 0, 0])
      },
    ),
    { numRuns: runs, includeErrorInReport: true },
  )

  expect(steps).toBeGreaterThan(20_000)
  expect(seen).toEqual(new Set(['none', 'incoming', 'outgoing', 'connecting', 'active', 'reconnecting', 'ended']))
})
