import { describe, expect, mock, test } from 'bun:test'
import { find, useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'
import { openCallScreen, press } from './call-fixtures.ts'

useDom()
const start = 1_700_000_000_000
const active = { phase: 'active', connectedAt: start } as const
const withPicture = { ...active, other: { isMuted: false, isPaused: false, hasCamera: true } }

const audio = () => find<HTMLAudioElement>(document, '#remoteAudio')
const video = (id: string) => find<HTMLVideoElement>(document, `#${id}`)

describe('the sound', () => {
  test('comes out of #remoteAudio alone', async () => {
    const { plays, show } = openCallScreen()
    const remote = new MediaStream()

    show(withPicture, { remote, local: new MediaStream() })
    await settled()

    expect(audio().srcObject).toBe(remote)
    expect([video('remoteVideo').muted, video('localVideo').muted]).toEqual([true, true])
    expect(plays.mock.calls).toEqual([[true]])
  })

  test('that the browser refuses to play is told, and played by the key that says so', async () => {
    const { plays, show } = openCallScreen({ lang: 'en' })
    const play = mock(() => Promise.reject(new DOMException('no', 'NotAllowedError')))
    audio().play = play
    const remote = new MediaStream()

    show(active, { remote })
    await settled()
    show({ ...active, notes: ['tap_to_hear'] }, { remote })
    audio().play = mock(() => Promise.resolve())
    press(find(document, '.call-tip .key'))
    await settled()

    expect(play).toHaveBeenCalledTimes(1)
    expect(plays.mock.calls).toEqual([[false], [true]])
  })

  test('whose turn another stream took is no refusal', async () => {
    const { plays, show } = openCallScreen()
    audio().play = () => Promise.reject(new DOMException('replaced', 'AbortError'))

    show(active, { remote: new MediaStream() })
    await settled()

    expect(plays).not.toHaveBeenCalled()
  })

  test('is not put in anew by what changes beside it', () => {
    const { show } = openCallScreen()
    const remote = new MediaStream()
    show(active, { remote })
    const put = mock(() => {})
    Object.defineProperty(audio(), 'srcObject', { get: () => remote, set: put })

    show({ ...active, isMuted: true }, { remote })

    expect(put).not.toHaveBeenCalled()
  })

  test('that the system paused is tried again', async () => {
    const { plays, show } = openCallScreen()
    show(active, { remote: new MediaStream() })
    await settled()

    audio().pause()
    await settled()

    expect(audio().paused).toBe(false)
    expect(plays).toHaveBeenCalledTimes(2)
  })

  test('and pictures are let go with the call', () => {
    const { none, show } = openCallScreen()
    show({ ...withPicture, camera: 'on' }, { remote: new MediaStream(), local: new MediaStream() })

    none()

    const held = [audio(), video('remoteVideo'), video('localVideo')].map(({ srcObject }) => srcObject)
    expect(held).toEqual([null, null, null])
  })
})

describe('the pictures', () => {
  test('are seen while the cameras are on, and the page is laid out for them', () => {
    const { screen, show } = openCallScreen()
    const streams = { remote: new MediaStream(), local: new MediaStream() }

    show({ ...active, camera: 'opening' }, streams)
    const before = [video('remoteVideo').hidden, video('localVideo').hidden]
    show({ ...withPicture, camera: 'on' }, streams)

    expect(before).toEqual([true, true])
    expect([video('remoteVideo').hidden, video('localVideo').hidden]).toEqual([false, false])
    expect(screen.panel.classList.contains('video')).toBe(true)
    expect(video('localVideo').hasAttribute('playsinline')).toBe(true)
  })

  test('of a camera that looks away is no mirror', () => {
    const { show } = openCallScreen()
    const local = new MediaStream()
    const track = { getSettings: () => ({ facingMode: 'environment' }) }
    local.getVideoTracks = () => [track as ReturnType<MediaStream['getVideoTracks']>[number]]

    show({ ...active, camera: 'on' }, { local })

    expect(video('localVideo').classList.contains('away')).toBe(true)
  })
})
