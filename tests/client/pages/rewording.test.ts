import { beforeEach, describe, expect, test } from 'bun:test'
import { createRewording } from '#client/pages/rewording'
import { createRewordings } from '#client/platform/rewordings'
import type { Conversation } from '#client/state/types'
import { conversation, entry } from '#tests/client/views/fixtures'
import { useDom } from '#tests/support/dom'

useDom()
beforeEach(() => localStorage.clear())

const withMessage = (id: number, given: Partial<Conversation> = {}): Conversation =>
  conversation({ entries: [entry({ id, text: 'Merhab' })], ...given })

/** A page, in which a conversation is open. */
const setUp = () => {
  const resumed: [id: number, text: string, original: string][] = []
  let open: string | null = 'chat'
  const rewording = createRewording({
    self: 'user',
    chatId: () => open,
    composer: () => ({ resumeEdit: ({ id, text }, original) => resumed.push([id, text, original]) }),
  })
  const turnTo = (chatId: string | null): void => {
    open = chatId
  }
  return { ...rewording, resumed, turnTo }
}

describe('a new wording does not go on', () => {
  test('before its conversation has come, nor in another one', () => {
    setUp().keep({ id: 3, text: 'Merhaba' })
    const { resume, resumed } = setUp()

    resume(withMessage(3, { loaded: false }))
    resume(withMessage(3, { chatId: 'other' }))

    expect(resumed).toEqual([])
  })

  test('of a message that is gone, and is forgotten', () => {
    setUp().keep({ id: 3, text: 'Merhaba' })
    const { resume, resumed } = setUp()

    resume(withMessage(4))

    expect(resumed).toEqual([])
    expect(createRewordings('user').read('chat')).toBeNull()
  })

  test('that another tab has begun meanwhile', () => {
    const here = setUp()
    here.resume(withMessage(3))

    setUp().keep({ id: 3, text: 'Merhaba' })
    here.resume(withMessage(3))

    expect(here.resumed).toEqual([])
  })

  test('once it is over', () => {
    const page = setUp()
    page.keep({ id: 3, text: 'Merhaba' })
    page.keep(null)
    const { resume, resumed } = setUp()

    resume(withMessage(3))

    expect(resumed).toEqual([])
  })
})

describe('a new wording goes on', () => {
  test('after a reload, once, with the text that it takes the place of', () => {
    setUp().keep({ id: 3, text: 'Merhaba' })
    const { resume, resumed } = setUp()

    resume(withMessage(3))
    resume(withMessage(3))

    expect(resumed).toEqual([[3, 'Merhaba', 'Merhab']])
  })

  test('when the message has come that the device did not have yet', () => {
    setUp().keep({ id: 3, text: 'Merhaba' })
    const { resume, resumed } = setUp()
    resume(withMessage(2, { recalledAt: 1000 }))
    expect(resumed).toEqual([])

    resume(withMessage(3))

    expect(resumed).toEqual([[3, 'Merhaba', 'Merhab']])
  })

  test('when its conversation is opened again', () => {
    const { keep, resume, resumed, turnTo } = setUp()
    resume(withMessage(3))
    keep({ id: 3, text: 'Merhaba' })

    turnTo(null)
    resume(null)
    turnTo('chat')
    resume(withMessage(3))

    expect(resumed).toEqual([[3, 'Merhaba', 'Merhab']])
  })
})
