import { describe, expect, test } from 'bun:test'
import { leadAmongTabs } from '#client/platform/leader'
import { openTabChannel } from '#client/platform/tab-channel'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'
import { createWatch } from '#tests/support/watch'

type Granted = (lock: unknown) => Promise<unknown>

/** Web Locks as the specification has them, for one name: the next holder is let in when the promise of this one ends. */
const createLocks = () => {
  let queue = Promise.resolve<unknown>(null)
  const request = (_name: string, { signal }: { signal: AbortSignal }, granted: Granted): Promise<unknown> => {
    const turn = queue.then(() => (signal.aborted ? Promise.reject(signal.reason) : granted({})))
    queue = turn.catch(() => null)
    return turn
  }
  return { request }
}

const giveLocks = (locks: unknown) => override(navigator, 'locks', () => locks)

describe('among tabs', () => {
  test('one leads, and the next takes over when it goes', async () => {
    giveLocks(createLocks())
    const led = createWatch<string>()
    const first = leadAmongTabs('outbox', () => led.tell('first'))
    const second = leadAmongTabs('outbox', () => led.tell('second'))
    expect(await led.next()).toBe('first')
    expect([first.isLeading(), second.isLeading()]).toEqual([true, false])

    first.stop()

    expect(await led.next()).toBe('second')
    expect([first.isLeading(), second.isLeading()]).toEqual([false, true])
    second.stop()
  })

  test('one that went before its turn never leads', async () => {
    giveLocks(createLocks())
    const led = createWatch<string>()
    const first = leadAmongTabs('outbox', () => led.tell('first'))
    const second = leadAmongTabs('outbox', () => led.tell('second'))
    const third = leadAmongTabs('outbox', () => led.tell('third'))

    expect(await led.next()).toBe('first')
    second.stop()
    first.stop()

    expect(await led.next()).toBe('third')
    expect(second.isLeading()).toBe(false)
    third.stop()
  })

  test('each leads where locks are refused', async () => {
    giveLocks({ request: () => Promise.reject(new DOMException('no', 'SecurityError')) })
    const led = createWatch<true>()

    const leader = leadAmongTabs('outbox', () => led.tell(true))

    expect(await led.next()).toBe(true)
    expect(leader.isLeading()).toBe(true)
  })

  test('each leads where there are no locks', async () => {
    const led = createWatch<true>()

    const leader = leadAmongTabs('outbox', () => led.tell(true))

    expect(await led.next()).toBe(true)
    leader.stop()
    expect(leader.isLeading()).toBe(false)
  })
})

describe('a change', () => {
  test('is told to the other tabs, and not to this one', async () => {
    const [first, second] = [createWatch<true>(), createWatch<true>()]
    const mine = openTabChannel('rows', () => first.tell(true))
    const other = openTabChannel('rows', () => second.tell(true))

    mine.tell()

    expect(await second.next()).toBe(true)
    expect(first.all()).toEqual([])
    mine.close()
    other.close()
  })

  test('after the end is told to nobody and throws nothing', async () => {
    const mine = openTabChannel('rows', () => {})

    mine.close()
    mine.tell()
    await settled()
  })
})
