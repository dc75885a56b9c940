import { beforeEach, describe, expect, test } from 'bun:test'
import { trNotify as n } from '#client/i18n/tr-notify'
import { find, useDom } from '#tests/support/dom'
import { press, question, setUpNotifying as setUp } from '#tests/support/notify-page'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => {
  localStorage.clear()
  for (const dialog of document.querySelectorAll('dialog')) dialog.remove()
})

describe('the panel', () => {
  const setUpOn = async () => {
    const all = setUp()
    const choice = all.draw()
    await all.update()
    await press(n.yes)
    return { ...all, open: () => choice?.onChoose() }
  }

  test('registers a device that the server has lost', async () => {
    const { open, server } = await setUpOn()
    server.known.clear()

    open()
    await settled()

    expect(server.known.size).toBe(1)
    expect(find(document, 'dialog').textContent).toContain(n.notYet)
  })

  test('does not say that nothing came in a browser that may show pushes without a word', async () => {
    const { open } = await setUpOn()
    override(globalThis, 'pushManager', () => ({}))

    open()
    await settled()

    expect(find(document, 'dialog').textContent).toContain(n.unknownFate)
    expect(find(document, 'dialog').textContent).not.toContain(n.notYet)
  })

  test('sends a test, and says when it came', async () => {
    const { open, worker } = await setUpOn()
    open()

    await press(n.test)
    expect(find(document, 'dialog').textContent).toContain(n.testWaiting)
    worker.say({ type: 'push-arrived', tag: 'test', kind: null })
    await settled()

    expect(find(document, '.outcome.green').textContent).toBe('Deneme ulaştı: 0,0 sn')
  })

  test('switches off by its switch, and is not asked about any more', async () => {
    const { open, server, update } = await setUpOn()
    open()

    await press(n.switchLabel)
    await update()

    expect(server.told.at(-1)).toBe('DELETE https://push.example/1')
    expect(find(document, 'dialog').textContent).toContain(n.off)
    expect(question()).toBeNull()
  })
})
