import { expect, mock, test } from 'bun:test'
import type { SoundWays } from '#client/views/call-options'
import { find, useDom } from '#tests/support/dom'
import { settled } from '#tests/support/settled'
import { noSounds, openCallScreen, press } from './call-fixtures.ts'

useDom()
const active = { phase: 'active', connectedAt: 1_700_000_000_000 } as const
const tip = () => document.querySelector('#callPanel .call-notes .call-tip')?.textContent ?? null

const many: SoundWays = {
  ...noSounds,
  list: () =>
    Promise.resolve({
      inputs: [
        { id: 'a', label: 'Dahili' },
        { id: 'b', label: '' },
      ],
      outputs: [{ id: 'kulaklik', label: 'Kulaklık' }],
    }),
  canChooseOutput: true,
}

test('of several things to be told the most urgent one is, and nothing once it is over', () => {
  const { show } = openCallScreen()

  show({ ...active, notes: ['not_heard', 'other_muted'] })
  const first = tip()
  show({ ...active, notes: ['other_muted'] })
  const second = tip()
  show(active)

  expect(first).toContain('Sizi duyamıyor.')
  expect(second).toContain('Karşı tarafın mikrofonu kapalı.')
  expect(tip()).toBe(null)
})

test('where the system chooses the way out, the key says so until that is sent away, and never looks pressed', async () => {
  const { show } = openCallScreen({ sounds: { ...noSounds, isApple: true } })
  show(active)

  press(find(document, '#btnSpeaker'))
  await settled()
  const said = tip()
  press(find(document, '.call-tip .ghost'))

  expect(said).toContain('iPhone’da ses çıkışını telefon seçer.')
  expect(tip()).toBe(null)
  expect(find(document, '#btnSpeaker').getAttribute('aria-pressed')).toBe('false')
})

test('whoever is in a note when it goes finds the focus on the first key of the call', () => {
  const { show } = openCallScreen()
  show({ ...active, notes: ['tap_to_hear'] })
  find(document, '.call-tip .key').focus()

  show({ ...active, notes: ['other_muted'] })

  expect(document.activeElement?.id).toBe('btnMic')
})

test('a note that goes takes the focus from nobody else', () => {
  const { show } = openCallScreen()
  show({ ...active, notes: ['tap_to_hear'] })
  find(document, '#btnHangup').focus()

  show(active)

  expect(document.activeElement?.id).toBe('btnHangup')
})

test('devices that cannot be read are said so', async () => {
  const { show } = openCallScreen({ sounds: { ...many, list: () => Promise.reject(new Error('no')) } })
  show(active)

  press(find(document, '#btnSpeaker'))
  await settled()

  expect(find(document, '.call-sounds .said').textContent).toBe(
    'Aygıtlar okunamadı. Pencereyi kapatıp yeniden deneyin.',
  )
})

test('a way out that is refused is said so', async () => {
  const { show } = openCallScreen({ sounds: { ...many, chooseOutput: () => Promise.reject(new Error('no')) } })
  show(active)
  press(find(document, '#btnSpeaker'))
  await settled()

  press(find(document, 'input[value="kulaklik"]'))
  await settled()

  expect(find(document, '.call-sounds .said').textContent).toContain('Ses oraya verilemedi.')
})

test('a way out and a microphone are chosen in one sheet, which closes with the call', async () => {
  let chosen = ''
  const chooseOutput = mock((id: string) => {
    chosen = id
  })
  const { done, end, show } = openCallScreen({ sounds: { ...many, chooseOutput, chosenOutput: () => chosen } })
  show(active)
  press(find(document, '#btnSpeaker'))
  await settled()
  const labels = [...document.querySelectorAll('.call-sounds label')].map(({ textContent }) => textContent)

  press(find(document, 'input[value="kulaklik"]'))
  press(find(document, 'input[value="b"]'))
  await settled()

  expect(labels).toEqual(['Cihazın seçtiği', 'Kulaklık', 'Dahili', 'Aygıt 2'])
  expect(chooseOutput.mock.calls).toEqual([['kulaklik']])
  expect(done).toEqual(['chooseMicrophone b'])
  expect(find(document, '#btnSpeaker').getAttribute('aria-pressed')).toBe('true')

  end('hangup', 3)

  expect(document.querySelectorAll('.call-sounds')).toHaveLength(0)
})
