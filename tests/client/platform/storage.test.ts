import { beforeEach, describe, expect, test } from 'bun:test'
import { createDrafts } from '#client/platform/drafts'
import { chosenLanguage, keepLanguage } from '#client/platform/language'
import { remembered } from '#client/platform/remembered'
import { createRewordings } from '#client/platform/rewordings'
import { storage } from '#client/platform/storage'
import { useDom } from '#tests/support/dom'
import { override } from '#tests/support/override'

useDom()
beforeEach(() => localStorage.clear())

const session = { chat_id: 'chat-1', cid: 'Eda-7F3C', name: 'Eda', admin_name: 'Admin Muhsin' }

describe('where the browser keeps nothing', () => {
  test('nothing throws, and everything is as on a first visit', () => {
    override(globalThis, 'localStorage', () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
    storage.write('a', 'b')
    keepLanguage('en')
    remembered.keepSession(session)
    createDrafts('user').keep('chat-1', 'Merhaba')

    expect(storage.read('a')).toBeNull()
    expect(storage.keys()).toEqual([])
    expect(remembered.session()).toBeNull()
    expect(createDrafts('user').all()).toEqual(new Map())
  })
})

describe('a remembered session', () => {
  test('that is broken or of another shape is none', () => {
    for (const broken of ['{', 'null', '{"chat_id":7}']) {
      storage.write('konusma:session', broken)
      expect(remembered.session()).toBeNull()
    }
  })

  test('comes back until it is forgotten', () => {
    remembered.keepSession(session)
    expect(remembered.session()).toEqual(session)

    remembered.forgetSession()

    expect(remembered.session()).toBeNull()
  })
})

describe('drafts', () => {
  test('of the two pages and of each conversation stand apart', () => {
    createDrafts('user').keep('chat-1', 'visitor')
    const drafts = createDrafts('admin')
    drafts.keep('chat-1', 'one')
    drafts.keep('chat-2', 'two')

    expect(drafts.read('chat-1')).toBe('one')
    expect(drafts.all()).toEqual(
      new Map([
        ['chat-1', 'one'],
        ['chat-2', 'two'],
      ]),
    )
  })

  test('of conversations that are gone go, with what they answered', () => {
    createDrafts('admin').keep('chat-1', 'admin’s')
    const [drafts, edits] = [createDrafts('user'), createRewordings('user')]
    for (const chatId of ['chat-1', 'chat-2', 'chat-3']) {
      drafts.keep(chatId, chatId)
      drafts.keepReply(chatId, 7)
      edits.keep(chatId, { id: 5, text: 'ye\nni' })
    }

    drafts.forget('chat-1')
    expect([drafts.read('chat-1'), drafts.readReply('chat-1'), drafts.readReply('chat-2')]).toEqual(['', null, 7])
    expect([edits.read('chat-1'), edits.read('chat-2')]).toEqual([null, { id: 5, text: 'ye\nni' }])
    drafts.keepOnly('chat-3')

    expect(drafts.all()).toEqual(new Map([['chat-3', 'chat-3']]))
    expect([drafts.readReply('chat-2'), drafts.readReply('chat-3')]).toEqual([null, 7])
    expect([edits.read('chat-2'), edits.read('chat-3')?.id]).toEqual([null, 5])
    expect(createDrafts('admin').read('chat-1')).toBe('admin’s')
  })

  test('of a new wording may be empty; what is none of them is nothing', () => {
    const edits = createRewordings('user')
    edits.keep('chat-1', { id: 5, text: '' })
    storage.write('konusma:edit:user:chat-2', 'beş yeni')

    expect([edits.read('chat-1'), edits.read('chat-2')]).toEqual([{ id: 5, text: '' }, null])
    expect(createDrafts('user').all().size).toBe(0)
    edits.keep('chat-1', null)
    expect(edits.read('chat-1')).toBeNull()
  })

  test('that are blank are none', () => {
    const drafts = createDrafts('user')
    drafts.keep('chat-1', 'one')

    drafts.keep('chat-1', '  \n')

    expect(drafts.read('chat-1')).toBe('')
    expect(storage.keys()).toEqual([])
  })
})

describe('the language', () => {
  const speaking = (...languages: string[]) => override(navigator, 'languages', () => languages)

  test.each([
    [['tr-TR', 'en'], 'tr'],
    [['tr'], 'tr'],
    [['en-GB', 'tr'], 'en'],
    [['de'], 'en'],
    [['trv'], 'en'],
  ])('of a browser that speaks %p is %s', (languages, expected) => {
    speaking(...languages)

    expect(chosenLanguage()).toBe(expected as 'tr' | 'en')
  })

  test('is what the page proposes before the browser is asked', () => {
    speaking('en')

    expect(chosenLanguage('tr')).toBe('tr')
    expect(chosenLanguage('%ADMIN_LANG%')).toBe('en')
  })

  test('is what the person chose before all', () => {
    keepLanguage('en')

    expect(chosenLanguage('tr')).toBe('en')
  })
})
