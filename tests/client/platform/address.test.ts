import { beforeEach, describe, expect, test } from 'bun:test'
import { address, onAddress } from '#client/platform/address'
import { useDom } from '#tests/support/dom'
import { override } from '#tests/support/override'
import { createWatch } from '#tests/support/watch'

useDom()
beforeEach(() => history.replaceState(null, '', '/admin'))

describe('the address', () => {
  test('names no conversation where it is nothing of the kind', () => {
    for (const hash of ['', '#', '#test', '#chat=', '#chat=a/b', `#chat=${'x'.repeat(65)}`]) {
      history.replaceState(null, '', `/admin${hash}`)
      expect(address.chatId()).toBeNull()
    }
  })

  test('names the conversation that is open', () => {
    address.toChat('Jmhi_H1-V')

    expect(location.hash).toBe('#chat=Jmhi_H1-V')
    expect(address.chatId()).toBe('Jmhi_H1-V')
  })

  test('takes one step forward from the list, and none from one conversation to another', () => {
    const before = history.length

    address.toChat('a')
    address.toChat('b')

    expect(history.length).toBe(before + 1)
    expect(address.chatId()).toBe('b')
  })

  test('that was opened with a conversation leaves it without a step back', () => {
    history.replaceState(null, '', '/admin?x=1#chat=a')

    address.toList()

    expect(location.pathname + location.search + location.hash).toBe('/admin?x=1')
  })

  test('that was opened from the list steps back to it once, however often it is asked', () => {
    let steps = 0
    override(history, 'back', () => () => steps++)
    address.toChat('a')

    address.toList()
    address.toList()

    expect(steps).toBe(1)
    expect(address.chatId()).toBeNull()
  })

  test('tells when the person goes back, until it is stopped', async () => {
    const told = createWatch<true>()
    const stop = onAddress(() => told.tell(true))

    window.dispatchEvent(new Event('popstate'))
    stop()
    window.dispatchEvent(new Event('popstate'))

    expect(told.all()).toEqual([true])
  })
})
