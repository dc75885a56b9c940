import { expect, test } from 'bun:test'
import { voiceTextsOf } from '#client/i18n/voice-texts'
import { useDom } from '#tests/support/dom'
import { refusalOf } from '#tests/support/fake-recorder'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'
import { newPress, openVoicing } from '#tests/support/voicing-page'

useDom()
const v = voiceTextsOf('tr')

test('a microphone that is refused, absent or taken is explained, with a way to try again and one by file', async () => {
  const faults = [
    [refusalOf('NotAllowedError', 'Permission denied'), v.help.refused.title],
    [refusalOf('NotAllowedError', 'Permission dismissed'), v.help.asked.title],
    [refusalOf('NotAllowedError', 'Permission denied by system'), v.help.system.title],
    [refusalOf('NotFoundError'), v.help.absent.title],
    [refusalOf('NotReadableError'), v.help.busy.title],
    [new TypeError('?'), v.help.failed.title],
  ] as const
  for (const [refusal, title] of faults) {
    const { recorder, dock, state, bar, press } = openVoicing()
    recorder.refusal = refusal
    await press(newPress(0))
    expect([dock.previousElementSibling?.textContent, bar()]).toEqual([expect.stringContaining(title), null])
    const keys = [...(dock.previousElementSibling?.querySelectorAll('button') ?? [])]
    keys.find((one) => one.textContent === v.pickFile)?.click()
    recorder.refusal = null
    keys.at(-1)?.click()
    await settled()
    expect([state.picked, bar()?.dataset.phase, document.querySelector('.mic-help')]).toEqual([1, 'on', null])
    state.staging?.leave()
    document.body.replaceChildren()
  }
})

test('a page without HTTPS and a browser that cannot record are told so, and not to try again', async () => {
  for (const fault of ['insecure', 'old'] as const) {
    const { dock, press } = openVoicing()
    if (fault === 'insecure') override(globalThis, 'isSecureContext', () => false)
    else override(navigator, 'mediaDevices', () => undefined)

    await press(newPress(0))

    const help = dock.previousElementSibling
    expect(help?.textContent).toContain(v.help[fault].title)
    expect([...(help?.querySelectorAll('button') ?? [])].map((one) => one.textContent)).toEqual([v.close, v.pickFile])
    document.body.replaceChildren()
  }
})

test('a file that is no sound, or far too large, is refused in words', async () => {
  const { voicing, bar, toast } = openVoicing()

  await voicing.review(new File(['<svg onload=alert(1)>'], 'ses.mp3', { type: 'audio/mpeg' }))
  expect(toast()).toContain(v.notSound)
  const large = new File(['OggS'], 'ses.ogg')
  override(large, 'size', () => 101 * 2 ** 20)
  await voicing.review(large)

  expect([toast(), bar()]).toEqual([expect.stringContaining(v.tooLarge(100)), null])
})

test('a sound file is heard before it is sent, with the length and loudness that the browser decodes', async () => {
  const { voicing, written, bar, send } = openVoicing()
  const decoded = { duration: 2.5, getChannelData: () => new Float32Array(20_000).fill(0.5) }
  override(
    globalThis,
    'OfflineAudioContext',
    () =>
      class {
        decodeAudioData = async () => decoded
      },
  )

  await voicing.review(new File(['OggS....'], 'ses.ogg', { type: 'audio/x-unknown' }))
  expect(bar()?.getAttribute('aria-label')).toBe(v.review)
  send()

  const { attachment } = written[0] ?? {}
  expect(attachment).toMatchObject({ mime: 'audio/ogg', durationMs: 2500, bytes: 8 })
  expect(attachment?.waveform).toEqual(Array.from({ length: 64 }, () => 100))
})
