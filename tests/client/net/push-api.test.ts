import { expect, test } from 'bun:test'
import { createPushApi } from '#client/net/push-api'
import { createAskRoute } from '#client/net/route'
import type { Side } from '#protocol/messages'

test.each<Side>(['user', 'admin'])(
  'the side of the %s says whose cookie it means, whatever others there are',
  async (side) => {
    const asked: string[] = []
    const api = createPushApi(
      createAskRoute(async (path) => {
        asked.push(path)
        return new Response(null, { status: 204 })
      }),
      side,
    )

    await api.subscribe({ endpoint: 'https://push.example/1' }, 'tr')
    await api.unsubscribe('https://push.example/1')
    await api.states()
    await api.test()

    expect(asked).toEqual([
      `/api/push/subscription?as=${side}&lang=tr`,
      `/api/push/subscription?as=${side}`,
      `/api/push/subscription?as=${side}`,
      `/api/push/test?as=${side}`,
    ])
  },
)
