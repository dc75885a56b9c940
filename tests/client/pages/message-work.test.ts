import { expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createMessageWork } from '#client/pages/message-work'
import { createDrafts } from '#client/platform/drafts'
import { useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'

useDom()

const follow = async (openAfterwards: string) => {
  const loaded = Promise.withResolvers<boolean>()
  let open = 'chat-1'
  const reveal = mock((_id: number) => false)
  const { actions } = createMessageWork({
    t: tr,
    self: 'admin',
    chat: { conversation: () => null, rooms: { loadUntil: () => loaded.promise } as never },
    drafts: createDrafts('admin'),
    chatId: () => open,
    composer: () => ({
      focus() {},
      reply() {},
      edit() {},
      resumeEdit() {},
      mode: () => ({ kind: 'write', reply: null }),
    }),
    list: () => ({ element: document.createElement('div'), reveal }),
    replyingToOther: () => '',
  })
  actions.onJumpTo(4)
  open = openAfterwards
  loaded.resolve(true)
  await settled()
  return { asked: reveal.mock.calls, said: document.querySelector('.toast')?.textContent ?? '' }
}

test('a quote whose message is gone says so', async () => {
  expect(await follow('chat-1')).toEqual({ asked: [[4]], said: tr.quotedMissing })
})

test('a quote is not looked for in the conversation that was opened meanwhile', async () => {
  expect(await follow('chat-2')).toEqual({ asked: [], said: '' })
})
