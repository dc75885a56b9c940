import { afterEach, describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Answer } from '#client/net/route'
import { createArchiving } from '#client/pages/archiving'
import { createUndo } from '#client/pages/undo'
import type { ThreadChange } from '#protocol/http'
import type { Thread } from '#protocol/messages'
import type { ThreadUpdate } from '#protocol/server-frames'
import { find, useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { settled } from '#tests/support/settled'
import { threadRow } from '#tests/support/stored-message'

useDom()

let finish = async (): Promise<void> => {}
afterEach(() => finish())

const setUp = () => {
  const undo = createUndo({ t: tr, clock: createFakeClock() })
  finish = undo.finish
  const asked: [string, ThreadChange][] = []
  const heard: ThreadUpdate[] = []
  const refusals = new Map<string, string>()
  const api = {
    changeThread: async (chatId: string, change: ThreadChange): Promise<Answer<Thread>> => {
      asked.push([chatId, change])
      const code = refusals.get(chatId)
      return code ? { ok: false, code } : { ok: true, value: threadRow(chatId, { archived: change.archived === true }) }
    },
  }
  const archive = createArchiving({ t: tr, api, model: { hear: (update) => void heard.push(update) }, undo })
  const refuse = (code: string, ...chatIds: string[]): void => {
    for (const chatId of chatIds) refusals.set(chatId, code)
  }
  const press = async (): Promise<void> => {
    find<HTMLButtonElement>(document, '#btnUndo').click()
    await settled()
  }
  return { archive, asked, heard, refuse, agree: () => refusals.clear(), press }
}
const words = (): string[] => [...document.querySelectorAll('.toast > span:first-child')].map((one) => one.textContent)

describe('what is not archived', () => {
  test('because no answer came is said, stays where it is, and there is nothing to undo', async () => {
    const { archive, heard, refuse } = setUp()
    refuse('offline', 'a', 'b')
    await archive(['a', 'b'], true)

    expect(words()).toEqual([tr.threadsNotArchived(2, tr.failure('offline'))])
    expect(heard).toEqual([])
    expect(document.querySelector('#btnUndo')).toBeNull()
  })

  test('of several is counted, and the others can be undone alone', async () => {
    const { archive, asked, heard, refuse, press } = setUp()
    refuse('unavailable', 'b')
    await archive(['a', 'b', 'c'], true)
    expect(words()).toEqual([tr.threadsNotArchived(1, tr.failure('unavailable')), tr.threadsArchived(2)])
    expect(heard.map(({ chat_id: chatId }) => chatId)).toEqual(['a', 'c'])

    await press()
    expect(asked.slice(3)).toEqual([
      ['a', { archived: false }],
      ['c', { archived: false }],
    ])
  })

  test('because it was erased meanwhile goes without a word', async () => {
    const { archive, heard, refuse } = setUp()
    refuse('not_found', 'a')
    await archive(['a'], true)

    expect(heard).toEqual([{ chat_id: 'a', deleted: true }])
    expect(words()).toEqual([])
  })

  test('when it is undone, because that was refused, is said to be in the archive still', async () => {
    const { archive, heard, refuse, press } = setUp()
    await archive(['a', 'b'], true)
    refuse('offline', 'b')
    await press()

    expect(words()).toEqual([tr.threadsNotUnarchived(1, tr.failure('offline'))])
    expect(heard.at(-1)).toMatchObject({ chat_id: 'a', archived: false })
  })
})

test('all of them go with one way back', async () => {
  const { archive, asked, press } = setUp()
  await archive(['a', 'b'], true)
  expect(words()).toEqual(['2 sohbet arşivlendi'])
  await press()

  expect(asked.map(([chatId, change]) => [chatId, change.archived])).toEqual([
    ['a', true],
    ['b', true],
    ['a', false],
    ['b', false],
  ])
})

test('taking back out of the archive is the same the other way round', async () => {
  const { archive, asked, press } = setUp()
  await archive(['a'], false)
  expect(words()).toEqual([tr.threadsUnarchived(1)])
  await press()

  expect(asked.map(([, change]) => change.archived)).toEqual([false, true])
})
