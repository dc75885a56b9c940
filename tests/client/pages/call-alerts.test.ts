import { beforeEach, expect, test } from 'bun:test'
import { createCallAlerts } from '#client/pages/call-alerts'
import { afterwards } from '#tests/support/cleanup'
import { useDom } from '#tests/support/dom'
import { createFakeAlerts } from '#tests/support/fake-alerts'
import { createFakeClock } from '#tests/support/fake-clock'
import { shownCall } from '#tests/support/shown-call'

useDom()
beforeEach(() => {
  document.title = 'Sohbetler'
})

const setUp = () => {
  const { felt: state, ports } = createFakeAlerts()
  const alerts = createCallAlerts({
    ...ports,
    clock: createFakeClock(),
    titleOf: ({ fromName }) => `${fromName} arıyor`,
  })
  afterwards(alerts.stop)
  const asks = (): boolean => !dispatchEvent(new Event('beforeunload', { cancelable: true }))
  return { state, alerts, asks }
}

test('without a call nothing sounds, shines or asks', () => {
  const { state, alerts, asks } = setUp()

  alerts.update(null)

  expect(state).toEqual({ tone: 'none', isLit: false, isClaimed: false })
  expect(asks()).toBe(false)
})

test('a call that rings here sounds and stands in the title, but keeps nobody on the page', () => {
  const { state, alerts, asks } = setUp()

  alerts.update(shownCall())

  expect(state).toEqual({ tone: 'incoming', isLit: false, isClaimed: false })
  expect(document.title).toBe('Eda arıyor')
  expect(asks()).toBe(false)
})

test('one that was silenced stays silent, and the next one sounds', () => {
  const { state, alerts } = setUp()
  alerts.update(shownCall())

  alerts.silence()
  alerts.update(shownCall({ notes: ['line_down'] }))
  expect(state.tone).toBe('none')
  alerts.update(null)
  alerts.update(shownCall({ callId: 'call-2' }))

  expect(state.tone).toBe('incoming')
})

test('while it rings elsewhere this side hears that, in a lit page that asks before it goes', () => {
  const { state, alerts, asks } = setUp()

  alerts.update(shownCall({ phase: 'outgoing', isCaller: true, callId: null }))

  expect(state).toEqual({ tone: 'outgoing', isLit: true, isClaimed: true })
  expect(document.title).toBe('Sohbetler')
  expect(asks()).toBe(true)
})

test('with the accept the sound and the title go, and the page stays lit until the end', () => {
  const { state, alerts, asks } = setUp()
  alerts.update(shownCall())

  alerts.update(shownCall({ phase: 'active' }))
  expect(state).toEqual({ tone: 'none', isLit: true, isClaimed: true })
  expect(document.title).toBe('Sohbetler')
  expect(asks()).toBe(true)
  alerts.update(shownCall({ phase: 'ended' }))

  expect(state).toEqual({ tone: 'none', isLit: false, isClaimed: false })
  expect(asks()).toBe(false)
})
