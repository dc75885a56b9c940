import { describe, expect, test } from 'bun:test'
import { callingTextsOf } from '#client/i18n/calling-texts'
import { pagePlayer } from '#client/platform/player'
import { afterwards } from '#tests/support/cleanup'
import { find, useDom } from '#tests/support/dom'
import { override } from '#tests/support/override'
import { openPageCalls } from '#tests/support/page-calls'
import { settled } from '#tests/support/settled'
import { callsView, shownCall } from '#tests/support/shown-call'

useDom()

const c = callingTextsOf('tr')

const open = (options: Parameters<typeof openPageCalls>[0] = {}) => {
  const page = openPageCalls(options)
  afterwards(() => page.calling.stop())
  return page
}

const incoming = callsView(shownCall())
const connecting = callsView(shownCall({ phase: 'connecting' }))
const active = callsView(shownCall({ phase: 'active', isCaller: true }))

describe('what the server says', () => {
  test('is left out where this page does not know it', () => {
    const { calling, done } = open()

    calling.hear({ event: 'call:moved', data: {} })
    calling.hear({ event: 'call:ended', data: { chat_id: 'chat-1' } })

    expect(done).toEqual([])
  })

  test('is heard as it was meant, and so is the line', () => {
    const { calling, done } = open()
    const data = { chat_id: 'chat-1', call_id: 'call-1' }

    calling.hear({ event: 'call:declined', data: { ...data, more: 1 } })
    calling.lineLost()
    calling.lineOpened()

    expect(done).toEqual([`hear ${JSON.stringify({ event: 'call:declined', data })}`, 'lineLost', 'lineOpened'])
  })
})

describe('a ring', () => {
  test('during a call brings that one back where it is minimised', () => {
    const { calling, show, state, done } = open()
    show(active)
    calling.ring('chat-2', false)
    state.isMinimised = true
    calling.ring('chat-2', false)

    expect(done).toEqual(['change', 'restore'])
  })

  test('goes out otherwise, and again from its end', () => {
    const { calling, show, newest, done } = open()

    calling.ring('chat-1', true)
    show(callsView(shownCall({ phase: 'ended' })))
    newest().options.onAgain('chat-1', false)

    expect(done).toEqual(['ring "chat-1" {"video":true}', 'ring "chat-1" {"video":false}'])
  })
})

describe('a call on the page', () => {
  test('stands in the document outside of what is drawn anew, its bar in the place given for it', () => {
    const { place, newest, show } = open()

    show(incoming)

    expect(find(document, '#screen-tr').parentElement).toBe(document.body)
    expect([...place.children].map(({ id }) => id)).toEqual(['minimised-tr', 'also-tr'])
    expect(newest().shown.at(-1)).toBe(incoming)
  })

  test('is told of when it begins and ends, and once each', () => {
    const { calling, show, done } = open()

    show(incoming)
    show(callsView(shownCall({ notes: ['line_down'] })))
    expect([calling.isOn(), done]).toEqual([true, ['change']])
    show(callsView(shownCall({ phase: 'ended' })))
    show(callsView(null))

    expect([calling.isOn(), done]).toEqual([false, ['change', 'change']])
  })

  test('pauses the voice note that plays', () => {
    const { show } = open()
    let paused = 0
    override(pagePlayer(), 'pause', () => () => paused++)

    show(incoming)
    show(connecting)

    expect(paused).toBe(1)
  })

  test('sounds until it is answered, silenced or gone with the page', () => {
    const { calling, show, felt, newest } = open()

    show(incoming)
    expect(felt.tone).toBe('incoming')
    newest().options.onSilence()
    expect(felt.tone).toBe('none')
    show(active)
    expect(felt.isLit).toBe(true)
    calling.stop()

    expect(felt).toMatchObject({ tone: 'none', isLit: false })
    expect(document.querySelector('#screen-tr')).toBeNull()
  })

  test('goes on in its conversation once it was answered here, and opens it once', () => {
    const { show, done } = open()

    show(incoming)
    show(connecting)
    show(callsView(shownCall({ phase: 'active' })))

    expect(done).toEqual(['change', 'open "chat-1"'])
  })

  test('that waited and was taken opens its conversation, too', () => {
    const { show, done } = open()
    const waiting = [{ chatId: 'chat-2', callId: 'call-2', fromName: 'Can', video: false }]

    show({ ...active, waiting })
    show(callsView(shownCall({ chatId: 'chat-2', callId: 'call-2', phase: 'connecting' })))

    expect(done).toEqual(['change', 'open "chat-2"'])
  })

  test('that this side rang, that was taken up again after a reload, or that nobody answered here opens nothing', () => {
    const { show, done } = open()

    show(active)
    show(connecting)
    show(incoming)
    show(callsView(shownCall({ phase: 'ended' })))

    expect(done.filter((what) => what.startsWith('open'))).toEqual([])
  })
})

test('what was wished at the end of a call is done by the page, once its screen is gone', async () => {
  const { newest, done } = open()

  newest().options.onMessage('chat-1')
  newest().options.onLeaveVoice('chat-2')
  newest().options.onPlaying(false)
  expect(done).toEqual(['setPlaying false'])
  await settled()

  expect(done).toEqual(['setPlaying false', 'write "chat-1"', 'record "chat-2"'])
})

test('another language draws the screen anew, as it is and where it was', () => {
  const { calling, show, state, place, screens, done } = open()
  show(active)
  Object.assign(state, { lang: 'en', isMinimised: true })

  calling.redraw()

  expect(screens.map(({ options }) => options.lang)).toEqual(['tr', 'en'])
  expect(screens[1]?.shown).toEqual([active])
  expect(done).toEqual(['change', 'screen tr stop', 'minimise'])
  expect([...place.children].map(({ id }) => id)).toEqual(['minimised-en', 'also-en'])
  expect([...document.body.children].filter(({ id }) => id.startsWith('screen')).map(({ id }) => id)).toEqual([
    'screen-en',
  ])
})

test('a page that was opened for a call that is over says so', async () => {
  const { calling, toast } = open()

  calling.look('call-9')
  await settled()

  expect(toast()).toContain(c.over)
})
