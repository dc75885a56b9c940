import { expect, test } from 'bun:test'
import { notificationPermission, type Permission } from '#client/platform/notification-permission'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()

const lay = (permission: NotificationPermission, requestPermission: () => Promise<NotificationPermission>) => {
  const notification = { permission, requestPermission }
  override(globalThis, 'Notification', () => notification)
  return notification
}

const watch = (): Permission[] => {
  const told: Permission[] = []
  afterwards(notificationPermission.onChange((permission) => told.push(permission)))
  return told
}

test('a browser without notifications has none, and asking it does not fail', async () => {
  override(globalThis, 'Notification', () => undefined)
  Reflect.deleteProperty(globalThis, 'Notification')

  expect(notificationPermission.now()).toBe('none')
  expect(await notificationPermission.ask()).toBe('none')
})

test('a browser that throws at the question has not allowed it', async () => {
  lay('default', () => Promise.reject(new TypeError('not here')))

  expect(await notificationPermission.ask()).toBe('default')
})

test('a change is told where the browser tells it, and once where it is only seen on coming back', async () => {
  const status = new EventTarget()
  override(navigator, 'permissions', () => ({ query: async () => status }))
  const notification = lay('default', async () => 'default')
  const told = watch()
  await settled()

  notification.permission = 'denied'
  status.dispatchEvent(new Event('change'))
  document.dispatchEvent(new Event('visibilitychange'))
  notification.permission = 'granted'
  document.dispatchEvent(new Event('visibilitychange'))

  expect(told).toEqual(['denied', 'granted'])
})

test('a browser without that API is looked at on coming back', async () => {
  override(navigator, 'permissions', () => undefined)
  const notification = lay('granted', async () => 'granted')
  const told = watch()
  await settled()

  notification.permission = 'denied'
  document.dispatchEvent(new Event('visibilitychange'))

  expect(told).toEqual(['denied'])
})
