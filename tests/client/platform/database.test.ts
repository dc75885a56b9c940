import { describe, expect, jest, test } from 'bun:test'
import { createCacheStore } from '#client/platform/cache-store'
import { createDatabase } from '#client/platform/database'
import { createOutboxStore } from '#client/platform/outbox-store'
import { cachedTalk } from '#tests/support/cache-rows'
import { afterwards } from '#tests/support/cleanup'
import { outboxRow } from '#tests/support/outbox-rows'
import { override } from '#tests/support/override'

class SilentRequest extends EventTarget {}

const createStores = () => {
  const database = createDatabase()
  return { outbox: createOutboxStore(database), cache: createCacheStore(database) }
}

const refuse = (): void =>
  override(globalThis, 'indexedDB', () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })

/** As a browser whose database hangs: it neither opens nor fails. */
const sayNothing = (): void => {
  override(globalThis, 'IDBRequest', () => SilentRequest)
  override(globalThis, 'indexedDB', () => ({ open: () => new SilentRequest() }))
  jest.useFakeTimers()
  afterwards(() => void jest.useRealTimers())
}

/** Both tries, each with its own limit. */
const passLimits = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn++) {
    jest.advanceTimersByTime(3000)
    for (let tick = 0; tick < 20; tick++) await Promise.resolve()
  }
}

describe('where the database is refused', () => {
  test('a text is not kept, and its page is told', async () => {
    refuse()

    await expect(createStores().outbox.put(outboxRow('row-1'))).rejects.toThrow('insecure')
  })

  test('nothing was seen last, and nobody is told', async () => {
    refuse()
    const { cache } = createStores()

    await cache.saveConversation('user', cachedTalk(1))
    await cache.saveLists([])
    await cache.keepOnly('user', 'chat-1')
    await cache.clear('admin')

    expect(await cache.conversation('user', 'chat-1')).toBeNull()
    expect(await cache.lists()).toEqual([])
  })
})

describe('where the database never answers', () => {
  test('a text counts as not kept after two limits', async () => {
    sayNothing()
    const kept = createStores()
      .outbox.put(outboxRow('row-1'))
      .then(
        () => 'kept',
        (fault: Error) => fault.message,
      )

    await passLimits()

    expect(await kept).toBe('the database does not answer')
  })

  test('nothing was seen last', async () => {
    sayNothing()
    const recalled = createStores().cache.conversation('user', 'chat-1')

    await passLimits()

    expect(await recalled).toBeNull()
  })
})
