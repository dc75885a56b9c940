import { beforeEach, describe, expect, test } from 'bun:test'
import { forgetTalk } from '#client/pages/forgetting'
import { ownRegistration } from '#client/platform/worker-own'
import { cachedTalk, createFakeCacheStore } from '#tests/support/cache-rows'
import { useDom } from '#tests/support/dom'
import { useFakeWorkers } from '#tests/support/fake-workers'
import { override } from '#tests/support/override'

useDom()
beforeEach(() => history.replaceState(null, '', '/'))

const setUp = (scope = '/') => {
  const closed: string[] = []
  const badges: (number | 'none')[] = []
  override(navigator, 'setAppBadge', () => async (count: number) => void badges.push(count))
  override(navigator, 'clearAppBadge', () => async () => void badges.push('none'))
  const registration = useFakeWorkers().have(scope, '/sw.js')
  const shown = ['chat-a', 'call-b'].map((tag) => ({ tag, close: () => closed.push(tag) }))
  const getNotifications = async ({ tag }: { tag?: string }) => shown.filter((one) => !tag || one.tag === tag)
  Object.assign(registration, { getNotifications })
  const cache = createFakeCacheStore()
  cache.talks.set('user:chat-1', cachedTalk(1))
  cache.talks.set('admin:chat-1', cachedTalk(1))
  return { cache, closed, badges }
}

describe('of a session that is over nothing stays', () => {
  test('that is kept, shown or counted', async () => {
    const { cache, closed, badges } = setUp()

    await forgetTalk('user', ownRegistration, cache.clear)

    expect([...cache.talks.keys()]).toEqual(['admin:chat-1'])
    expect(closed).toEqual(['chat-a', 'call-b'])
    expect(badges).toEqual(['none'])
  })

  test('but what the other app of this browser shows', async () => {
    history.replaceState(null, '', '/admin')
    const { closed } = setUp()

    await forgetTalk('admin', ownRegistration, createFakeCacheStore().clear)

    expect(closed).toEqual([])
  })
})

test('where a browser has no workers, no badges and no store, forgetting is no fault', async () => {
  override(navigator, 'serviceWorker', () => undefined)
  override(globalThis, 'indexedDB', () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })

  expect(await forgetTalk('user', ownRegistration)).toBeUndefined()
})
