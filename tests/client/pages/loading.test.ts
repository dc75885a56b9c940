import { beforeEach, describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { load, offerReload } from '#client/pages/loading'
import { find, useDom } from '#tests/support/dom'
import { override } from '#tests/support/override'
import { appears, has, layPage } from '#tests/support/page'
import { settled } from '#tests/support/settled'
import { createWatch } from '#tests/support/watch'

useDom()
beforeEach(layPage)

const setUp = ({ isServerThere = true } = {}) => {
  const reloads = createWatch<true>()
  override(location, 'reload', () => () => reloads.tell(true))
  override(globalThis, 'fetch', () => async () => {
    if (!isServerThere) throw new TypeError('no net')
    return new Response()
  })
  return { reloads }
}

const missing = (): Promise<never> => Promise.reject(new TypeError('no such chunk'))
const key = () => find<HTMLButtonElement>(document, '.toast button')

const startCall = (): HTMLElement => {
  const panel = document.createElement('div')
  panel.id = 'callPanel'
  document.body.append(panel)
  return panel
}

describe('code that comes only when it is needed', () => {
  test('that does not come without a net is the net’s fault', async () => {
    setUp({ isServerThere: false })

    expect(await load(missing, tr)).toBeNull()
    await appears('.toast')

    expect(find(document, '.toast').textContent).toContain(tr.failure('offline'))
  })

  test('that does not come where a proxy answers for the server is the net’s fault too', async () => {
    setUp()
    override(globalThis, 'fetch', () => async () => new Response('Bad Gateway', { status: 502 }))

    await load(missing, tr)
    await appears('.toast')

    expect(find(document, '.toast').textContent).toContain(tr.failure('offline'))
  })

  test('that the server does not have any more means a new version', async () => {
    setUp()

    expect(await load(missing, tr)).toBeNull()
    await appears('.toast')

    expect(find(document, '.toast').textContent).toContain(tr.outdated)
  })

  test('is there once it has come', async () => {
    setUp()

    expect(await load(async () => 'code', tr)).toBe('code')

    expect(has('.toast')).toBe(false)
  })
})

describe('a page that cannot go on', () => {
  test('is loaded anew only when the person agrees, and once', async () => {
    const { reloads } = setUp()
    void offerReload(tr.outdated, tr)
    await appears('.toast')
    expect(reloads.all()).toEqual([])

    const once = key()
    once.click()
    once.click()
    await reloads.next()
    await settled()

    expect(reloads.all()).toEqual([true])
  })

  test('says nothing while a call is on, and asks when it is over', async () => {
    setUp()
    const panel = startCall()
    void offerReload(tr.outdated, tr)
    await settled()
    expect(has('.toast')).toBe(false)

    panel.hidden = true
    await appears('.toast')

    expect(find(document, '.toast').textContent).toContain(tr.outdated)
  })

  test('is not loaded anew when a call began in between, and asks again after it', async () => {
    const { reloads } = setUp()
    void offerReload(tr.outdated, tr)
    await appears('.toast')
    const panel = startCall()

    key().click()
    await settled()
    expect(has('.toast')).toBe(false)
    panel.remove()
    await appears('.toast')

    expect(reloads.all()).toEqual([])
  })
})
