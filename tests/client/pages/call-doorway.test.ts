import { beforeEach, describe, expect, test } from 'bun:test'
import type { RememberedCall } from '#client/call/calls-ports'
import { textsOf } from '#client/i18n/texts'
import type { Reply } from '#client/net/requests'
import { createCallDoorway } from '#client/pages/call-doorway'
import type { Calling } from '#client/pages/page-calls'
import { keepCallOf, takeCallFromAddress } from '#client/platform/call-address'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => {
  history.replaceState(null, '', '/')
  takeCallFromAddress()
})

type Options = { home?: string | null; remembered?: RememberedCall | null; isOpen?: boolean; replies?: Reply[] }

const setUp = ({ home = 'chat-1', remembered = null, isOpen = true, replies = [] }: Options = {}) => {
  let code = Promise.withResolvers<void>()
  const clock = createFakeClock()
  const said: string[] = []
  const heard: string[] = []
  const idle: (() => void)[] = []
  override(globalThis, 'requestIdleCallback', () => (run: () => void) => idle.push(run))
  const state = { imports: 0, isOpen, isOn: false }
  const calling: Calling = {
    hear: ({ event }) => heard.push(event),
    lineOpened: () => heard.push('opened'),
    lineLost: () => heard.push('lost'),
    ring: (chatId, video) => heard.push(`ring ${chatId} ${video}`),
    look: (callId) => heard.push(`look ${callId}`),
    isOn: () => state.isOn,
    redraw: () => heard.push('redraw'),
    stop: () => heard.push('stop'),
  }
  const door = createCallDoorway(
    {
      self: home === null ? 'admin' : 'user',
      home,
      line: {
        isOpen: () => state.isOpen,
        request: async (event, data) => {
          said.push(`${event} ${data.chat_id}`)
          return replies.shift() ?? { ok: true, data: { call: null } }
        },
      },
      memory: { read: () => remembered, keep: () => {}, forget: () => {} },
      clock,
      words: () => ({ t: textsOf('tr'), lang: 'tr' }),
      whoIs: () => ({ name: 'Muhsin', tone: 'me', detail: null, lastWrote: null }),
      chatId: () => home,
      open: () => {},
      write: () => {},
      record: () => {},
      onChange: () => {},
    },
    async () => {
      state.imports++
      await code.promise
      return { startCalling: () => calling }
    },
  )
  afterwards(door.stop)
  const lose = (): void => {
    code.reject(new Error('offline'))
    code = Promise.withResolvers<void>()
  }
  const fail = async (): Promise<void> => {
    lose()
    await settled()
  }
  const arrive = async (): Promise<void> => {
    code.resolve()
    await settled()
  }
  return { door, state, clock, said, heard, idle, arrive, lose, fail }
}

const incoming = { event: 'call:incoming', data: {} }
const ended = { event: 'call:ended', data: {} }

describe('before anybody calls', () => {
  test('no code is asked for, and the visitor joins with each line', async () => {
    const { door, said, state } = setUp()

    door.lineOpened()
    door.lineLost()
    door.lineOpened()
    await settled()

    expect(said).toEqual(['join chat-1', 'join chat-1'])
    expect(state.imports).toBe(0)
    expect(door.isInCall()).toBe(false)
  })

  test('a join that was refused for now is said again then, and one refused for good is not', async () => {
    const { door, said, clock } = setUp({
      replies: [
        { ok: false, code: 'rate_limited', retryAfterMs: 5000 },
        { ok: false, code: 'forbidden' },
      ],
    })

    door.lineOpened()
    await settled()
    clock.advance(5000)
    await settled()

    expect(said).toEqual(['join chat-1', 'join chat-1'])
    expect(clock.waiting()).toBe(0)
  })

  test('the desk joins nothing: it hears all', async () => {
    const { door, said } = setUp({ home: null })

    door.lineOpened()
    await settled()

    expect(said).toEqual([])
  })

  test('the code comes when the page has nothing else to do, and is asked of nothing', async () => {
    const { door, idle, state, heard, arrive } = setUp()

    door.lineOpened()
    for (const run of idle) run()
    await arrive()

    expect(state.imports).toBe(1)
    expect(heard).toEqual([])
  })
})

describe('the first ring', () => {
  test('is refused in words while the line is down', () => {
    const { door, state } = setUp({ isOpen: false })

    door.ring('chat-1')

    expect(document.body.textContent).toContain(textsOf('tr').failure('offline'))
    expect(state.imports).toBe(0)
  })

  test('brings the code, which hears of the line first', async () => {
    const { door, heard, arrive } = setUp()

    door.ring('chat-1')
    await arrive()
    door.ring('chat-1', true)

    expect(heard).toEqual(['opened', 'ring chat-1 false', 'ring chat-1 true'])
  })

  test('from the other side is kept with all that follows it until the code is there, in order', async () => {
    const { door, heard, said, state, arrive } = setUp()

    door.lineOpened()
    door.hear(incoming)
    door.lineLost()
    door.lineOpened()
    door.hear(ended)
    await arrive()
    door.hear(incoming)

    expect(heard).toEqual(['opened', 'call:incoming', 'lost', 'opened', 'call:ended', 'call:incoming'])
    expect(said).toEqual(['join chat-1'])
    expect(state.imports).toBe(1)
  })

  test('is told once the code comes after all, for which it is asked again and again; a tap is not', async () => {
    const { door, heard, state, clock, lose, arrive } = setUp()
    override(globalThis, 'fetch', () => async () => Response.error())

    door.hear(incoming)
    door.ring('chat-1')
    lose()
    await settled()
    expect(state.imports).toBe(1)
    clock.advance(3000)
    await arrive()

    expect(state.imports).toBe(2)
    expect(heard).toEqual(['opened', 'call:incoming'])
  })

  test('is given up where the code never comes', async () => {
    const { door, state, clock, fail } = setUp()
    override(globalThis, 'fetch', () => async () => Response.error())
    door.hear(incoming)
    for (let time = 0; time <= 10; time++) {
      await fail()
      clock.advance(3000)
    }

    expect(state.imports).toBe(11)
    expect(clock.waiting()).toBe(0)
  })

  test('of a page that is gone by then starts nothing', async () => {
    const { door, heard, arrive } = setUp()

    door.hear(incoming)
    door.stop()
    await arrive()

    expect(heard).toEqual([])
  })
})

describe('a page that was opened for a call', () => {
  test('looks for it once the line is there', async () => {
    history.replaceState(null, '', '/?call=call-1')
    const { door, heard, state, arrive } = setUp({ isOpen: false })
    await arrive()

    state.isOpen = true
    door.lineOpened()

    expect(heard).toEqual(['look call-1', 'opened'])
    expect(location.search).toBe('')
  })

  test('or led to one later looks for that, until it is gone', async () => {
    const { door, heard, arrive } = setUp()

    keepCallOf(new URL('/?call=call-2', location.origin))
    await arrive()
    door.stop()
    keepCallOf(new URL('/?call=call-3', location.origin))

    expect(heard).toEqual(['opened', 'look call-2', 'stop'])
  })

  test('or was in one before it was loaded anew has the code at once', async () => {
    const remembered = { chatId: 'chat-1', callId: 'call-1', isCaller: true, isMuted: false, at: 0 }
    const { door, heard, said, state, arrive } = setUp({ remembered, isOpen: false })

    expect(state.imports).toBe(1)
    door.lineOpened()
    await arrive()

    expect(heard).toEqual(['opened'])
    expect(said).toEqual([])
  })
})

test('a drawing of the page keeps the place of the running call, and tells the code of it', async () => {
  const { door, heard, state, arrive } = setUp()
  const place = door.draw()

  door.ring('chat-1')
  await arrive()
  state.isOn = true

  expect(door.draw()).toBe(place)
  expect(heard.at(-1)).toBe('redraw')
  expect(door.isInCall()).toBe(true)
})
