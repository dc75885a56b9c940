import { describe, expect, mock, test } from 'bun:test'
import { en } from '#client/i18n/en'
import { tr } from '#client/i18n/tr'
import { createFoundBanner } from '#client/views/found-banner'
import { find, useDom } from '#tests/support/dom'

useDom()

const first = { q: 'fatura', nth: 1, total: 3, hasNewer: false, hasOlder: true }

const createShown = (t: typeof tr = tr) => {
  const calls = { onNewer: mock(() => {}), onOlder: mock(() => {}), onClose: mock(() => {}), onLost: mock(() => {}) }
  const { element, update } = createFoundBanner({ t, ...calls })
  document.body.append(element)
  const key = (label: string) => find<HTMLButtonElement>(element, `[aria-label="${label}"]`)
  const bar = find(element, '.banner')
  const said = () => find(element, '[role=status]').textContent
  return { ...calls, bar, update, key, said }
}

describe('it does nothing', () => {
  test('and says nothing where nothing was found', () => {
    const { bar, update, said } = createShown()
    update(null)
    expect([bar.hidden, said()]).toEqual([true, ''])
  })

  test('at the ends, and keeps the focus there', () => {
    const { update, key, onNewer, onOlder } = createShown()
    update({ ...first, nth: 3, hasNewer: true, hasOlder: false })
    key(tr.olderHit).focus()
    key(tr.olderHit).click()
    expect(onOlder).toHaveBeenCalledTimes(0)
    expect(document.activeElement).toBe(key(tr.olderHit))
    key(tr.newerHit).click()
    expect(onNewer).toHaveBeenCalledTimes(1)
  })

  test('with what was searched for but show it as text', () => {
    const { bar, update } = createShown()
    update({ ...first, q: '<b id=x>' })
    expect(bar.querySelector('#x')).toBeNull()
    expect(bar.textContent).toContain('“<b id=x>”')
  })
})

test('it says which one it is, in both languages', () => {
  for (const [t, words, spoken] of [
    [tr, '1 / 3 bu konuşmada “fatura”', 'Sonuç 1, toplam 3'],
    [en, '1 / 3 in this conversation “fatura”', 'Result 1 of 3'],
  ] as const) {
    document.body.replaceChildren()
    const { bar, update, said } = createShown(t)
    update(first)
    expect(bar.hidden).toBe(false)
    expect([bar.textContent, said()]).toEqual([words, spoken])
  }
})

test('its keys lead on, and away', () => {
  const { update, key, onOlder, onClose } = createShown()
  update(first)
  key(tr.olderHit).click()
  key(tr.closeHits).click()
  expect([onOlder.mock.calls.length, onClose.mock.calls.length]).toEqual([1, 1])
})

test('the focus that goes with it is given on', () => {
  const { update, key, onLost } = createShown()
  update(first)
  update(null)
  expect(onLost).toHaveBeenCalledTimes(0)
  update(first)
  key(tr.closeHits).focus()
  update(null)
  expect(onLost).toHaveBeenCalledTimes(1)
})
