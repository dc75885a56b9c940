import { describe, expect, test } from 'bun:test'
import { openClicked } from '#sw/clicking'
import { adminApp, pressOf, setUpScope, visitorApp } from './fake-scope.ts'
import { inAMinute } from './payloads.ts'

const place = 'https://konusma.test/admin?call=call-1#chat=chat-1'
const ringing = () => ({ kind: 'call', chat_id: 'chat-1', call_id: 'call-1', expires_at: inAMinute(), navigate: place })
const longAgo = '2026-01-02T10:00:00.000Z'

describe('a pressed notification', () => {
  const strange = {
    'another site': 'https://elsewhere.test/admin',
    'another app of ours': 'https://konusma.test/',
    'no page of the app': 'https://konusma.test/media/abc',
    'no address': 'https://',
    'a script': 'javascript:alert(1)',
    nothing: undefined,
  }
  for (const [what, navigate] of Object.entries(strange)) {
    test(`that leads to ${what} opens the app's own page`, async () => {
      const { opened } = setUpScope()

      await openClicked(adminApp, pressOf({ navigate }))

      expect(opened).toEqual(['https://konusma.test/admin'])
    })
  }

  test('that says nothing at all opens the app', async () => {
    const { opened } = setUpScope()

    await openClicked(visitorApp, pressOf(null))

    expect(opened).toEqual(['https://konusma.test/'])
  })

  test('goes away, and opens where it leads when no window of the app is open', async () => {
    const { opened, openWindow } = setUpScope()
    const visitor = openWindow('/')
    const press = pressOf(ringing(), 'answer')

    await openClicked(adminApp, press)

    await press.closed
    expect(opened).toEqual([place])
    expect(visitor.heard).toEqual([])
  })

  test('brings the open window to the front and tells it where to go', async () => {
    const { opened, openWindow, did } = setUpScope()
    const admin = openWindow('/admin#test')

    await openClicked(adminApp, pressOf(ringing()))

    expect(did).toEqual(['focus /admin#test', 'post'])
    expect(admin.heard).toEqual([{ type: 'open', url: '/admin?call=call-1#chat=chat-1' }])
    expect(opened).toEqual([])
  })

  test('prefers the window that is in use, then one that is seen', async () => {
    const { openWindow, did } = setUpScope()
    openWindow('/admin#hidden')
    const seen = openWindow('/admin#seen', { visibilityState: 'visible' })

    await openClicked(adminApp, pressOf(ringing()))
    openWindow('/admin#used', { visibilityState: 'visible', focused: true })
    await openClicked(adminApp, pressOf(ringing()))

    expect(did.filter((what) => what.startsWith('focus'))).toEqual(['focus /admin#seen', 'focus /admin#used'])
    expect(seen.heard).toHaveLength(1)
  })

  test('opens a new window where the browser does not give the old one the front', async () => {
    const { opened, openWindow } = setUpScope()
    openWindow('/admin', { focus: () => Promise.reject(new Error('not allowed')) })

    await openClicked(adminApp, pressOf(ringing()))

    expect(opened).toEqual([place])
  })

  test('of a call that is over opens the conversation without it', async () => {
    const { opened } = setUpScope()

    await openClicked(adminApp, pressOf({ ...ringing(), expires_at: longAgo }, 'answer'))
    await openClicked(adminApp, pressOf({ ...ringing(), kind: 'missed' }))

    expect(opened).toEqual(['https://konusma.test/admin#chat=chat-1', 'https://konusma.test/admin#chat=chat-1'])
  })
})
