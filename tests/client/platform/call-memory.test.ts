import { beforeEach, expect, test } from 'bun:test'
import type { CallMemory } from '#client/call/calls-ports'
import { useDom } from '#tests/support/dom'
import { override } from '#tests/support/override'

useDom()
beforeEach(() => sessionStorage.clear())

const call = { chatId: 'eda', callId: 'one', isCaller: true, isMuted: false, at: 1000 }
let pages = 0

/** The module as a page that was just loaded has it. */
const load = async (navigation = 'navigate'): Promise<CallMemory> => {
  override(performance, 'getEntriesByType', () => () => [{ type: navigation }])
  const { callMemory } = await import(`#client/platform/call-memory?page=${++pages}`)
  return callMemory
}
const leave = (): unknown => window.dispatchEvent(new Event('pagehide'))

test('a duplicated tab, with a copy of all that is kept, finds no call', async () => {
  const first = await load()
  first.keep(call)

  expect((await load()).read()).toBeNull()
})

test('a page that is loaded anew finds its call, and again the next time', async () => {
  ;(await load()).keep(call)
  for (const at of [2000, 3000]) {
    leave()
    const next = await load()
    expect(next.read()?.callId).toBe('one')
    next.keep({ ...call, at })
  }

  leave()
  expect((await load()).read()).toEqual({ ...call, at: 3000 })
})

test('after a crash, which leaves no mark, a reload finds it', async () => {
  ;(await load()).keep(call)

  expect((await load('reload')).read()).toEqual(call)
})

test('what is forgotten, or broken, is nobody’s', async () => {
  const first = await load()
  first.keep(call)
  first.forget()
  leave()
  expect((await load('reload')).read()).toBeNull()

  sessionStorage.setItem('konusma:call', '{"chatId":')
  expect((await load('reload')).read()).toBeNull()
})
