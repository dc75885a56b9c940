import { beforeEach, describe, expect, test } from 'bun:test'
import type { Api } from '#client/net/api'
import type { Answer } from '#client/net/route'
import { createPage } from '#client/pages/page'
import { VisitorFlow } from '#client/pages/visitor-flow'
import { createDrafts } from '#client/platform/drafts'
import { remembered } from '#client/platform/remembered'
import type { Session } from '#protocol/http'
import { afterwards } from '#tests/support/cleanup'
import { find, type, useDom } from '#tests/support/dom'
import { createFakeClock } from '#tests/support/fake-clock'
import { override } from '#tests/support/override'
import { appears, has, layPage, SilentSocket } from '#tests/support/page'
import { refusingApi } from '#tests/support/refusing-api'
import { settled } from '#tests/support/settled'
import { createWatch } from '#tests/support/watch'

useDom()

const eda: Session = { chat_id: 'chat-1', cid: 'Eda-7F3C', name: 'Eda', admin_name: 'Admin Muhsin' }
const gone: Answer<Session> = { ok: false, code: 'unauthenticated' }

beforeEach(layPage)

const setUp = ({ known = null as Session | null } = {}) => {
  override(globalThis, 'WebSocket', () => SilentSocket)
  if (known) remembered.keepSession(known)
  let asked = 0
  let forgotten = 0
  const own = Promise.withResolvers<Answer<Session>>()
  const posted = createWatch<string>()
  let opening: Answer<Session> = { ok: true, value: eda }
  const api: Api = {
    ...refusingApi,
    ownSession: () => {
      asked++
      return own.promise
    },
    openSession: async (name) => {
      posted.tell(name)
      return opening
    },
  }
  const clock = createFakeClock()
  const page = createPage('tr')
  afterwards(() => page.show({ draw: () => document.createElement('div'), shown: () => {}, stop: () => {} }))
  const flow = new VisitorFlow({
    page,
    api,
    clock,
    drafts: createDrafts('user'),
    adminName: 'Admin Muhsin',
    telegram: false,
    forgetTalk: () => forgotten++,
  })
  const answer = async (value: Answer<Session>) => {
    own.resolve(value)
    await started
    await settled()
  }
  const started = flow.start()
  const open = (value: Answer<Session>) => {
    opening = value
  }
  return { answer, posted, open, clock, asked: () => asked, forgotten: () => forgotten }
}

const submit = (): void => void find(document, 'form').dispatchEvent(new Event('submit', { cancelable: true }))
describe('a device that nobody knows', () => {
  test('is asked for a name', async () => {
    const { answer } = setUp()

    await answer(gone)

    expect(has('#name')).toBe(true)
    expect(document.documentElement.dataset.line).toBe('down')
  })

  test('is asked for a name also without a network, and forgets nothing', async () => {
    const { answer, forgotten } = setUp()

    await answer({ ok: false, code: 'offline' })

    expect(has('#name')).toBe(true)
    expect(forgotten()).toBe(0)
  })

  test('forgets what it may have kept, though no chat is open that could', async () => {
    const { answer, forgotten } = setUp()

    await answer(gone)

    expect(forgotten()).toBe(1)
  })

  test('keeps what is typed when the answer comes late', async () => {
    const { answer, clock } = setUp()
    clock.advance(400)
    type(find(document, '#name'), 'Ed')

    await answer(gone)

    expect(find<HTMLInputElement>(document, '#name').value).toBe('Ed')
  })

  test('goes into its conversation when the cookie is all that is left', async () => {
    const { answer } = setUp()

    await answer({ ok: true, value: eda })
    await appears('#chatArea')

    expect(find(document, 'h1').textContent).toBe('Admin Muhsin’e bağlandınız')
    expect(remembered.session()).toEqual(eda)
  })
})

describe('the name form', () => {
  test('keeps what is typed when its language changes', async () => {
    const { answer } = setUp()
    await answer(gone)
    type(find(document, '#name'), 'Eda')

    find(document, '[lang=en]').click()

    expect(document.documentElement.lang).toBe('en')
    expect(find<HTMLInputElement>(document, '#name').value).toBe('Eda')
  })

  test('says why it was refused and stays', async () => {
    const { answer, open } = setUp()
    open({ ok: false, code: 'rate_limited' })
    await answer(gone)
    type(find(document, '#name'), 'Eda')

    submit()
    await settled()

    expect(has('#chatArea')).toBe(false)
    expect(document.body.textContent).toContain('Çok hızlı gidiyorsunuz')
  })

  test('opens the chat, and an older answer does not close it again', async () => {
    const { answer, posted, clock } = setUp()
    clock.advance(400)
    type(find(document, '#name'), 'Eda')

    submit()
    await appears('#chatArea')
    await answer(gone)

    expect(posted.all()).toEqual(['Eda'])
    expect(has('#chatArea')).toBe(true)
    expect(remembered.session()).toEqual(eda)
  })
})

describe('the shortcut of the app', () => {
  const withTouchAlone = () => override(globalThis, 'matchMedia', () => () => ({ matches: false }))

  test('to write waits for a name, and then leads into the field', async () => {
    withTouchAlone()
    history.replaceState(null, '', '/?shortcut=write')
    const { answer } = setUp()
    await answer(gone)
    expect(location.search).toBe('?shortcut=write')
    type(find(document, '#name'), 'Eda')

    submit()
    await appears('#chatArea')

    expect(document.activeElement?.id).toBe('txt')
    expect(location.search).toBe('')
  })

  test('that is none leaves the address without a word', async () => {
    withTouchAlone()
    history.replaceState(null, '', '/?shortcut=waiting')
    setUp({ known: eda })
    await appears('#chatArea')

    expect(document.activeElement?.id).not.toBe('txt')
    expect(location.search).toBe('')
  })

  test('to write is followed once: with another language the focus stays where it is', async () => {
    withTouchAlone()
    history.replaceState(null, '', '/?shortcut=write')
    setUp({ known: eda })
    await appears('#chatArea')

    find(document, '[lang=en]').click()

    expect(document.documentElement.lang).toBe('en')
    expect(document.activeElement?.id).not.toBe('txt')
  })
})

describe('a known device', () => {
  test('sees its chat before the server has answered, and keeps it without a network', async () => {
    const { answer } = setUp({ known: eda })
    await appears('#chatArea')

    await answer({ ok: false, code: 'offline' })

    expect(has('#chatArea')).toBe(true)
  })

  test('is asked for a name when the server knows it no more', async () => {
    const { answer } = setUp({ known: eda })
    await appears('#chatArea')

    await answer(gone)
    await appears('#name')

    expect(has('#chatArea')).toBe(false)
    expect(remembered.session()).toBeNull()
  })

  test('that has unsent texts is told of the end instead', async () => {
    const { answer } = setUp({ known: eda })
    await appears('#chatArea')
    type(find(document, '#txt'), 'Merhaba')
    find(document, '#btnSend').click()

    await answer(gone)
    await appears('main.hello')

    expect(has('#name')).toBe(false)
    expect(find(document, 'h1').textContent).toBe('Bu konuşma kapandı')
  })

  test('moves into the conversation that its cookie opens now', async () => {
    const { answer } = setUp({ known: { ...eda, chat_id: 'chat-0', admin_name: 'Onur' } })
    await appears('#chatArea')

    await answer({ ok: true, value: eda })
    await settled()

    expect(find(document, 'h1').textContent).toBe('Admin Muhsin’e bağlandınız')
    expect(remembered.session()).toEqual(eda)
  })

  test('whose socket greets with another conversation asks again which one is its own', async () => {
    const { answer, asked } = setUp({ known: { ...eda, chat_id: 'chat-0' } })
    await appears('#chatArea')
    const hello = { role: 'user', chat_id: 'chat-1', epoch: 'e', server_time: '', version: '0', min_client: 1 }

    SilentSocket.last?.hear({ event: 'hello', data: hello })
    await answer({ ok: true, value: eda })
    await settled()

    expect(asked()).toBe(2)
    expect(remembered.session()).toEqual(eda)
    expect(has('#chatArea')).toBe(true)
  })
})
