import { describe, expect, test } from 'bun:test'
import type { CallNote, CallPhase } from '#client/call/types'
import { isInCall } from '#client/platform/call-panel'
import { find, useDom } from '#tests/support/dom'
import { openCallScreen, press, pressKey } from './call-fixtures.ts'

useDom()
const start = 1_700_000_000_000

const panel = () => find<HTMLDialogElement>(document, '#callPanel')
const state = () => find(document, '#callState').textContent?.trim()
const pressed = (id: string) => find(document, `#${id}`).getAttribute('aria-pressed')

describe('the panel', () => {
  test.each([
    ['outgoing', 'Çalıyor… 0:00'],
    ['connecting', 'Bağlanıyor…'],
    ['active', 'Görüşme sürüyor 4:12'],
    ['reconnecting', 'Yeniden bağlanıyor… 8 sn'],
  ] satisfies [CallPhase, string][])('says what a call is at: %s', (phase, words) => {
    const { show } = openCallScreen()

    show({ phase, connectedAt: start - 252_000, reconnectingSince: start - 8_000 })

    expect(panel().dataset.state).toBe(phase)
    expect(panel().hidden).toBe(false)
    expect(state()).toBe(words)
  })

  test('counts the seconds, and reads them to nobody', () => {
    const { clock, show } = openCallScreen()
    show({ phase: 'outgoing' })
    const line = find(document, '#callState')
    const word = line.children[1]

    clock.advance(12_000)

    expect(line.getAttribute('aria-live')).toBe('polite')
    expect(word?.textContent).toBe('Çalıyor…')
    const time = find(line, '[role="timer"]')
    expect([time.textContent, time.getAttribute('aria-live')]).toEqual(['0:12', 'off'])
  })

  test('stands still and leaves no timer once there is no call', () => {
    const { clock, none, show } = openCallScreen()
    show({ phase: 'active', connectedAt: start })

    none()

    expect(clock.waiting()).toBe(0)
    expect(isInCall()).toBe(false)
  })

  test('tells by aria-pressed what is on', () => {
    const { show } = openCallScreen()

    show({ phase: 'active', connectedAt: start })
    const before = ['btnMic', 'btnCam', 'btnSpeaker'].map(pressed)
    show({ phase: 'active', connectedAt: start, isMuted: true, camera: 'on' })

    expect(before).toEqual(['true', 'false', 'false'])
    expect(['btnMic', 'btnCam', 'btnSpeaker'].map(pressed)).toEqual(['false', 'true', 'false'])
    expect(find(document, '#btnMic').textContent).toBe('Mikrofon: Kapalı')
  })

  test('a device without a camera is not asked for one', () => {
    const { show } = openCallScreen()

    show({ phase: 'active', connectedAt: start, camera: null })

    expect(find<HTMLButtonElement>(document, '#btnCam').disabled).toBe(true)
  })

  test('its keys do what they say', () => {
    const { done, show } = openCallScreen()
    show({ phase: 'active', connectedAt: start, canFlip: true, camera: 'on' }, { local: new MediaStream() })

    for (const id of ['btnMic', 'btnCam', 'btnHangup']) press(find(document, `#${id}`))
    press(find(document, '.call-self button'))

    expect(done).toEqual(['toggleMicrophone', 'toggleCamera', 'hangUp', 'flipCamera'])
  })

  test('the focus goes to a key that ends nothing', () => {
    const { show } = openCallScreen()

    show({ phase: 'outgoing' })

    expect(document.activeElement?.id).toBe('btnMic')
  })
})

describe('minimised', () => {
  const minimised = (self: 'user' | 'admin' = 'user') => {
    const opened = openCallScreen({ self })
    opened.show({ phase: 'active', connectedAt: start - 5000 })
    pressKey(find(document, '#btnMic'), 'Escape')
    return opened
  }

  test('Escape ends nothing: the call goes on in the bar, and is still a call', () => {
    const { done, screen } = minimised()

    expect(done).toEqual([])
    expect(screen.isMinimised()).toBe(true)
    expect([panel().open, panel().hidden, screen.bar.hidden]).toEqual([false, false, false])
    expect(isInCall()).toBe(true)
    expect(screen.bar.contains(document.activeElement)).toBe(true)
  })

  test('the bar counts on, mutes, hangs up and leads back', () => {
    const { clock, done, screen } = minimised('admin')
    clock.advance(3000)

    const about = find(screen.bar, '.call-about').textContent
    for (const key of screen.bar.querySelectorAll('.ghost:not([hidden])')) press(key)
    press(find(screen.bar, '.back'))

    expect(about).toContain('0:08')
    expect(find(screen.bar, '.back').getAttribute('aria-label')).toBe('Görüşmeye dön · Admin Muhsin')
    expect(done).toEqual(['toggleMicrophone', 'hangUp'])
    expect([screen.isMinimised(), panel().open, screen.bar.hidden]).toEqual([false, true, true])
  })

  test.each([
    ['tap_to_hear', 'Ses kapalı kaldı.'],
    ['not_heard', 'Sizi duyamıyor.'],
    ['microphone_lost', 'Mikrofon gitti.'],
  ] satisfies [CallNote, string][])(
    'the bar says what is amiss, in the place of a muted microphone: %s',
    (note, title) => {
      const { screen, show } = minimised()

      show({ phase: 'active', connectedAt: start, isMuted: true, notes: [note, 'line_down'] })
      const said = find(screen.bar, '[role="status"]')

      expect(said.textContent).toBe(title)
      expect(find(screen.bar, '.call-about').textContent).toBe(`${title}Görüşme sürüyor 0:00`)
      expect(find(screen.bar, '.back').getAttribute('aria-label')).toBe(`Görüşmeye dön · ${title}`)
      expect(screen.bar.classList.contains('amiss')).toBe(true)
    },
  )

  test('the bar keeps to itself what can wait, and what is over', () => {
    const { end, screen, show } = minimised()
    const isAmiss = () => screen.bar.classList.contains('amiss')

    show({ phase: 'active', connectedAt: start, notes: ['other_muted'] })
    const waits = [isAmiss(), find(screen.bar, '[role="status"]').textContent]
    show({ phase: 'active', connectedAt: start, notes: ['not_heard'] })
    end('lost', 5)

    expect(waits).toEqual([false, ''])
    expect([isAmiss(), find(screen.bar, '[role="status"]').textContent]).toEqual([false, ''])
  })

  test('the next call is large again', () => {
    const { screen, show } = minimised()

    show({ phase: 'outgoing', rangAt: start + 1 })

    expect(screen.isMinimised()).toBe(false)
    expect(panel().open).toBe(true)
  })

  test('a call that fails meanwhile says so in the bar, and takes nobody away from writing', () => {
    const { done, end, screen } = minimised()

    end('lost', 5)

    expect(panel().open).toBe(false)
    expect(find(screen.bar, '.call-about').textContent).toContain('Bağlantı koptu')
    press(find(screen.bar, '.ghost:not([hidden])'))
    expect(done).toEqual(['dismiss'])
  })
})

describe('once it is over', () => {
  test('a plain end is said for two seconds', () => {
    const { clock, done, end, show } = openCallScreen()
    show({ phase: 'active', connectedAt: start })

    end('hangup', 252)

    expect(state()).toBe('Arama bitti · 4:12')
    clock.advance(1999)
    expect(done).toEqual([])
    clock.advance(1)
    expect(done).toEqual(['dismiss'])
  })

  test('a call that nobody answered stays, and offers a voice note, another try and the way back', () => {
    const { clock, done, end, show } = openCallScreen()
    show({ phase: 'outgoing' })

    end('missed')
    clock.advance(60_000)

    const keys = [...document.querySelectorAll('.call-over .key')]
    expect(done).toEqual([])
    expect(keys.map(({ textContent }) => textContent)).toEqual(['Sesli mesaj bırak', 'Yeniden ara', 'Yazışmaya dön'])
    expect(document.activeElement?.textContent).toBe('Sesli mesaj bırak')
    for (const key of keys) press(key)
    expect(done).toEqual(['dismiss', 'onLeaveVoice chat-1', 'dismiss', 'onAgain chat-1 false', 'dismiss'])
  })

  test('the admin leaves no voice note', () => {
    const { end } = openCallScreen({ self: 'admin' })

    end('missed')

    expect(find(document, '.call-over').textContent).toBe('Yeniden araYazışmaya dön')
  })

  test('a network that lets no call through is named, with the code for whoever runs the server', () => {
    const { end } = openCallScreen()

    end('connect_failed')

    expect(find(document, '#callName').textContent).toBe('Bu ağ aramaya izin vermiyor')
    expect(find(document, '.call-over code').textContent).toBe('ice-failed')
    expect(find(document, '.call-over .call-tip').textContent).toContain('TURN')
  })

  test('whoever rang too often is told for how long, and can ring after that', () => {
    const { clock, end } = openCallScreen()

    end('rate_limited', 0, { retryAfterMs: 42_000 })
    const retry = find<HTMLButtonElement>(document, '.call-over .key')
    const before = [retry.disabled, find(document, '.call-wait').textContent]
    clock.advance(42_000)

    expect(before).toEqual([true, 'Yeniden arayabileceğiniz süre: 0:42'])
    expect(retry.disabled).toBe(false)
    expect(find(document, '.call-wait').hidden).toBe(true)
  })

  test('Escape puts it away', () => {
    const { done, end } = openCallScreen()
    end('declined')

    pressKey(find(document, '.call-over .key'), 'Escape')

    expect(done).toEqual(['dismiss'])
  })

  test('a better word for the end takes the place of the first, and it is not hurried away', () => {
    const { clock, done, end } = openCallScreen()
    end('hangup', 5)

    end('lost', 5)
    clock.advance(10_000)

    expect(find(document, '#callName').textContent).toBe('Bağlantı koptu')
    expect(done).toEqual([])
  })
})
