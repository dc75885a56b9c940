import { beforeEach, describe, expect, test } from 'bun:test'
import { enNotify } from '#client/i18n/en-notify'
import { tr } from '#client/i18n/tr'
import { trNotify as n } from '#client/i18n/tr-notify'
import { remembered } from '#client/platform/remembered'
import { find, useDom } from '#tests/support/dom'
import { browserFault } from '#tests/support/fake-push'
import { edasSession, type Given, press, question, setUpNotifying as setUp } from '#tests/support/notify-page'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => {
  localStorage.clear()
  for (const dialog of document.querySelectorAll('dialog')) dialog.remove()
})

const dayMs = 24 * 60 * 60_000

describe('the question is not asked', () => {
  test('before the first message is sent', async () => {
    const { draw, update } = setUp()
    draw()

    await update({ hasSent: false })

    expect(question()).toBeNull()
  })

  test.each<[string, Given]>([
    ['in a browser without push', { hasPush: false }],
    ['where notifications are blocked', { permission: 'denied' }],
  ])('%s', async (_name, given) => {
    const { draw, update } = setUp(given)
    draw()

    await update()

    expect(question()).toBeNull()
  })

  test('for 30 days after a "not now", and nothing native is asked', async () => {
    const { draw, update, clock, notification } = setUp()
    draw()
    await update()

    await press(n.notNow)
    expect(question()).toBeNull()
    clock.advance(30 * dayMs - 1)
    await update()
    expect(question()).toBeNull()
    clock.advance(1)
    await update()

    expect(question()).not.toBeNull()
    expect(notification.asked).toBe(0)
  })

  test('where it is on already', async () => {
    const { draw, update } = setUp()
    draw()
    await update()
    await press(n.yes)

    await update()

    expect(question()).toBeNull()
  })
})

describe('a yes', () => {
  test('switches it on and says so', async () => {
    const { draw, update, server } = setUp()
    draw()
    await update()
    expect(question()?.textContent).toContain(n.askVisitor('Admin Muhsin'))

    await press(n.yes)

    expect(server.told).toEqual(['PUT https://push.example/1 tr'])
    expect(question()).toBeNull()
  })

  test('that the browser blocks opens the panel with the steps', async () => {
    const { draw, update } = setUp({ answer: 'denied' })
    draw()
    await update()

    await press(n.yes)

    expect(question()).toBeNull()
    expect(find(document, 'dialog').textContent).toContain(n.blocked)
  })

  test('that is not answered in the browser is asked again another day', async () => {
    const { draw, update, clock } = setUp({ answer: 'default' })
    draw()
    await update()

    await press(n.yes)
    expect(question()).toBeNull()
    clock.advance(dayMs)
    await update()

    expect(question()).not.toBeNull()
  })

  test('that fails stays with its reason, can be tried again, and shows that it is busy', async () => {
    const { draw, update, push, clock, server } = setUp()
    let reach = (): void => {}
    push.next(() => new Promise<void>((resolve) => (reach = resolve)))
    push.next(() => Promise.reject(browserFault('AbortError')))
    draw()
    await update()

    await press(n.yes)
    expect(find(document, '.notify-ask [aria-busy="true"]').textContent).toBe(n.working)
    clock.advance(20_000)
    await settled()
    expect(question()?.textContent).toContain(n.fault('push_slow'))
    await press(n.again)
    expect(question()?.textContent).toContain(n.fault('push_service'))
    reach()
    await settled()

    expect(server.told).toEqual(['PUT https://push.example/1 tr'])
    expect(question()).toBeNull()
  })
})

test('a "not now" while it is being switched on takes it back, and it is asked again after 30 days', async () => {
  const { draw, update, push, server, clock } = setUp()
  let reach = (): void => {}
  push.next(() => new Promise<void>((resolve) => (reach = resolve)))
  draw()
  await update()
  await press(n.yes)

  await press(n.notNow)
  reach()
  await settled()

  expect(server.told).toEqual(['PUT https://push.example/1 tr', 'DELETE https://push.example/1'])
  expect([push.present(), question()]).toEqual([null, null])
  clock.advance(30 * dayMs)
  await update()
  expect(question()).not.toBeNull()
})

test('a browser that forgot the permission is asked anew', async () => {
  const { draw, update, again, notification } = setUp()
  draw()
  await update()
  await press(n.yes)
  notification.permission = 'default'

  const next = again()
  const { notice } = next.draw({ t: tr, lang: 'tr' })
  next.update({ hasSent: true, hasAnswer: false, unread: 0, hasBanner: false, openChatId: 'chat-eda' })
  await settled()

  expect(notice?.isWanted()).toBe(true)
})

test('a yes on an iPhone in a tab shows how to get onto the home screen first, and asks nothing', async () => {
  const userAgent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1'
  const { draw, update, notification } = setUp({ hasPush: false, userAgent })
  draw()
  await update()

  await press(n.yes)

  expect(find(document, 'dialog').querySelectorAll('ol.steps li').length).toBe(3)
  expect(notification.asked).toBe(0)
})

test('the admin is asked after signing in', async () => {
  const { draw, update } = setUp({ side: 'admin' })
  draw()

  await update({ hasSent: false, openChatId: null })

  expect(question()?.textContent).toContain(n.askAdmin)
})

test('whoever starts over is asked anew', async () => {
  const { draw, update, again } = setUp()
  draw()
  await update()
  await press(n.notNow)

  remembered.keepSession({ ...edasSession, chat_id: 'chat-can' })
  const next = again()
  const { notice } = next.draw({ t: tr, lang: 'tr' })
  next.update({ hasSent: true, hasAnswer: false, unread: 0, hasBanner: false, openChatId: 'chat-can' })
  await settled()

  expect(notice?.isWanted()).toBe(true)
})

test('another language of the page is told to the server', async () => {
  const { draw, update, server } = setUp()
  draw()
  await update()
  await press(n.yes)

  draw('en')
  await settled()

  expect(server.told.at(-1)).toBe('PUT https://push.example/1 en')
})

test('a subscription that the browser made anew is told to the server', async () => {
  const { draw, update, server, worker } = setUp()
  draw()
  await update()
  await press(n.yes)

  worker.say({ type: 'subscription-changed' })
  await settled()

  expect(server.told.length).toBe(2)
})

test('the entry of the menu is always there and opens the panel, in the language of the page', async () => {
  const { draw } = setUp({ hasPush: false })
  const choice = draw('en')

  choice?.onChoose()

  expect(choice?.text).toBe(enNotify.title)
  expect(find(document, 'dialog').textContent).toContain(enNotify.none)
})

test('a permission given while the steps stand open switches it on', async () => {
  const { draw, notification, server } = setUp({ permission: 'denied' })
  const choice = draw()
  await settled()
  choice?.onChoose()

  notification.permission = 'granted'
  document.dispatchEvent(new Event('visibilitychange'))
  await settled()

  expect(server.told).toEqual(['PUT https://push.example/1 tr'])
  expect(find(document, 'dialog').textContent).toContain(n.on)
})
