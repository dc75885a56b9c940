import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Answer } from '#client/net/route'
import { createMessageDeletion } from '#client/pages/message-deletion'
import { createPendingDeletions } from '#client/state/pending-deletions'
import { find, useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'

useDom()

const createDeletion = (answer: Answer<{ deleted: number }>) => {
  const hidden = createPendingDeletions<number>()
  const calls = {
    deleteMessages: mock((_chatId: string, _ids: readonly number[]) => Promise.resolve(answer)),
    onChange: mock(() => {}),
  }
  const deletion = createMessageDeletion({ t: tr, api: calls, hidden, onChange: calls.onChange })
  return { ...calls, deletion, hidden }
}
const leave = async (): Promise<void> => {
  dispatchEvent(new Event('pagehide'))
  await settled()
}

describe('messages that the server does not delete', () => {
  test('are back on the screen', async () => {
    const { deletion, hidden, onChange } = createDeletion({ ok: false, code: 'offline' })
    deletion.remove('chat', [1, 2])
    expect([hidden.has(1), hidden.has(2)]).toEqual([true, true])
    await leave()

    expect([hidden.has(1), hidden.has(2)]).toEqual([false, false])
    expect(onChange).toHaveBeenCalledTimes(2)
    expect(document.body.textContent).toContain(tr.undoFailed)
  })

  test('because their conversation is gone need no second word', async () => {
    const { deletion, hidden } = createDeletion({ ok: false, code: 'not_found' })
    deletion.remove('chat', [1])
    await leave()

    expect(hidden.has(1)).toBe(true)
  })
})

test('nothing is asked for while it can be taken back', async () => {
  const { deletion, hidden, deleteMessages } = createDeletion({ ok: true, value: { deleted: 1 } })
  deletion.remove('chat', [1])
  find<HTMLButtonElement>(document, '#btnUndo').click()
  await leave()

  expect(hidden.has(1)).toBe(false)
  expect(deleteMessages).not.toHaveBeenCalled()
})

test('more than a request takes go in several, all at once', async () => {
  const { deletion, deleteMessages } = createDeletion({ ok: true, value: { deleted: 1 } })
  deletion.remove(
    'chat',
    Array.from({ length: 1001 }, (_, at) => at + 1),
  )
  dispatchEvent(new Event('pagehide'))

  expect(deleteMessages.mock.calls.map(([, ids]) => ids.length)).toEqual([1000, 1])
  await settled()
})
