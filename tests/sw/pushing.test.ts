import { describe, expect, test } from 'bun:test'
import { pushTexts } from '#protocol/texts'
import { showPush } from '#sw/pushing'
import { adminApp, pushOf, setUpScope, visitorApp } from './fake-scope.ts'
import { callPayload, messagePayload, missedPayload } from './payloads.ts'

const longAgo = '2026-01-02T10:00:00.000Z'

describe('a push that nobody understands', () => {
  const unreadable = {
    'an empty one': null,
    'no JSON': 'hello',
    'JSON that says nothing': 'null',
    'another schema': { message: { text: 'Merhaba' } },
    'no body': { web_push: 8030, notification: { title: 'Muhsin' } },
    'an empty title': { web_push: 8030, notification: { title: '', body: 'Merhaba' } },
    'a title that is no text': { web_push: 8030, notification: { title: 7, body: 'Merhaba' } },
  }
  for (const [what, content] of Object.entries(unreadable)) {
    test(`${what} is shown all the same, in general words, and opens the app`, async () => {
      const { shown } = setUpScope({ language: 'en-GB' })
      await showPush(adminApp, pushOf(messagePayload('Hello', 1, { lang: 'en' })))

      await showPush(adminApp, pushOf(content))

      expect(shown.map(({ title }) => title)).toEqual(['Muhsin', pushTexts.en.something])
      expect(shown[1]?.settings).toMatchObject({ body: pushTexts.en.somethingBody, lang: 'en' })
      expect(shown[1]?.data).toMatchObject({ navigate: '/admin', kind: null })
    })
  }

  test('speaks the language of the push before it', async () => {
    const { shown } = setUpScope({ language: 'en-GB' })
    await showPush(visitorApp, pushOf(messagePayload('Merhaba', 1, { lang: 'tr' })))

    await showPush(visitorApp, pushOf(null))

    expect(shown[1]?.settings.body).toBe(pushTexts.tr.somethingBody)
  })

  test('of an unknown kind keeps its own words and its place', async () => {
    const { shown } = setUpScope()
    const strange = messagePayload('Yarın 10:00', 1, { data: { kind: 'appointment' } })

    await showPush(visitorApp, pushOf(strange))

    expect(shown).toMatchObject([
      { title: 'Muhsin', tag: 'chat-1', data: { kind: null, navigate: 'https://konusma.test/' } },
    ])
    expect(shown[0]?.settings.body).toBe('Yarın 10:00')
  })

  test('with a title and a body alone is shown with them, and asks for nothing that needs a tag', async () => {
    const { shown } = setUpScope()

    await showPush(visitorApp, pushOf({ notification: { title: 'Muhsin', body: 'Merhaba' } }))

    expect(shown).toMatchObject([{ title: 'Muhsin', tag: '' }])
    expect(shown[0]?.settings).not.toHaveProperty('renotify')
    // It was not refused and shown in plain words.
    expect(shown[0]?.settings).toHaveProperty('timestamp')
  })
})

describe('a message', () => {
  test('has the pictures of its app', async () => {
    const { shown } = setUpScope()

    await showPush(visitorApp, pushOf(messagePayload('Bir', 1, { tag: 'chat-1' })))
    await showPush(adminApp, pushOf(messagePayload('İki', 2, { tag: 'chat-2' })))

    expect(shown.map(({ settings: { icon, badge } }) => [icon, badge])).toEqual([
      ['/icons/visitor-192.png', '/icons/badge-96.png'],
      ['/icons/admin-192.png', '/icons/badge-96.png'],
    ])
  })

  test('takes the place of the one before it in its conversation, and is heard again', async () => {
    const { shown } = setUpScope()

    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))
    await showPush(visitorApp, pushOf(messagePayload('İki', 2)))
    await showPush(visitorApp, pushOf(messagePayload('Öteki', 3, { tag: 'chat-2' })))

    expect(shown.map(({ settings }) => [settings.body, settings.renotify])).toEqual([
      ['İki', true],
      ['Öteki', true],
    ])
  })

  test('that a newer one has overtaken shows the newer one again, unheard, and leaves the number as it is', async () => {
    const { shown, badges } = setUpScope()

    await showPush(visitorApp, pushOf(messagePayload('İki', 2, { badge: 2, navigate: 'https://konusma.test/?two' })))
    await showPush(visitorApp, pushOf(messagePayload('Bir', 1, { badge: 1 })))

    expect(shown).toMatchObject([
      {
        title: 'Muhsin',
        body: 'İki',
        tag: 'chat-1',
        data: { id: 2, navigate: 'https://konusma.test/?two' },
        settings: { silent: true, renotify: false },
      },
    ])
    expect(badges).toEqual([2])
  })

  test('that comes twice is not heard twice', async () => {
    const { shown } = setUpScope()

    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))
    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))

    expect(shown.map(({ settings }) => settings.renotify)).toEqual([false])
  })

  test('is shown where the browser tells nothing of what it shows', async () => {
    const { shown, scope } = setUpScope()
    scope.registration.getNotifications = () => Promise.reject(new Error('no'))

    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))

    expect(shown).toHaveLength(1)
  })

  test('is shown in plain words where the browser refuses a setting', async () => {
    const { shown, scope } = setUpScope()
    const inFull = scope.registration.showNotification
    scope.registration.showNotification = async (title, settings) => {
      if ('timestamp' in settings) throw new TypeError('timestamp')
      await inFull(title, settings)
    }

    await showPush(visitorApp, pushOf(messagePayload('Bir', 1)))

    expect(shown).toMatchObject([{ title: 'Muhsin', tag: 'chat-1', data: { id: 1 } }])
  })
})

describe('a call', () => {
  test('rings, stays, and can be answered or declined from the notification', async () => {
    const { shown } = setUpScope()

    await showPush(adminApp, pushOf(callPayload({ navigate: 'https://konusma.test/admin?call=call-1#chat=chat-1' })))

    expect(shown[0]?.title).toBe('📞 Eda arıyor')
    expect(shown[0]?.settings).toMatchObject({
      requireInteraction: true,
      renotify: true,
      silent: false,
      actions: [
        { action: 'answer', title: 'Yanıtla' },
        { action: 'decline', title: 'Reddet' },
      ],
      data: { kind: 'call', call_id: 'call-1', navigate: 'https://konusma.test/admin?call=call-1#chat=chat-1' },
    })
    expect(shown[0]?.settings.vibrate).not.toBeEmpty()
  })

  test('has no buttons where notifications have none', async () => {
    const { shown } = setUpScope({ maxActions: 0 })

    await showPush(adminApp, pushOf(callPayload()))

    expect(shown[0]?.settings).not.toHaveProperty('actions')
  })

  test('that comes too late is a missed one, since when it stopped ringing', async () => {
    const { shown } = setUpScope()

    await showPush(adminApp, pushOf(callPayload({ data: { expires_at: longAgo } })))

    expect(shown[0]?.title).toBe('Cevapsız arama: Eda')
    expect(shown[0]?.settings).toMatchObject({ body: pushTexts.tr.missedBody, timestamp: Date.parse(longAgo) })
    expect(shown[0]?.settings).not.toHaveProperty('requireInteraction')
    expect(shown[0]?.settings).not.toHaveProperty('actions')
    expect(shown[0]?.data).toMatchObject({ kind: 'missed', call_id: 'call-1' })
  })

  test('that comes too late is named by its own title where that has other words', async () => {
    const { shown } = setUpScope()
    const late = callPayload({ lang: 'en', data: { expires_at: longAgo } })

    await showPush(adminApp, pushOf(late))

    expect(shown[0]?.title).toBe('Missed call: 📞 Eda arıyor')
  })

  test('that was missed takes the place of the ringing one', async () => {
    const { shown } = setUpScope()

    await showPush(adminApp, pushOf(callPayload()))
    await showPush(adminApp, pushOf(missedPayload()))

    expect(shown.map(({ title }) => title)).toEqual(['Cevapsız arama: Eda'])
    expect(shown[0]?.settings).not.toHaveProperty('requireInteraction')
  })

  test('is not heard again by its end while its ring is shown, and is where there is none', async () => {
    const { shown } = setUpScope()

    await showPush(adminApp, pushOf(callPayload()))
    await showPush(adminApp, pushOf(missedPayload()))
    await showPush(adminApp, pushOf(missedPayload({ tag: 'call-2', data: { call_id: 'call-2' } })))

    expect(shown.map(({ settings: { silent, renotify } }) => [silent, renotify])).toEqual([
      [true, false],
      [false, true],
    ])
  })

  test('does not ring after the news that it was missed', async () => {
    const { shown } = setUpScope()

    await showPush(adminApp, pushOf(missedPayload()))
    await showPush(adminApp, pushOf(callPayload()))

    expect(shown.map(({ title, settings }) => [title, settings.requireInteraction])).toEqual([
      ['Cevapsız arama: Eda', undefined],
    ])
  })
})
