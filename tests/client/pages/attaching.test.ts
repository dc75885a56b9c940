import { expect, mock, test } from 'bun:test'
import { textsOf } from '#client/i18n/texts'
import { createAttaching } from '#client/pages/attaching'
import { yieldMicrophone } from '#client/platform/microphone-turn'
import type { Entry } from '#client/state/types'
import type { Staging } from '#client/views/staging'
import { conversation, entry } from '#tests/client/views/fixtures'
import { find, useDom } from '#tests/support/dom'
import { useFakeRecorder } from '#tests/support/fake-recorder'
import { override } from '#tests/support/override'
import { settled } from '#tests/support/settled'

useDom()
const t = textsOf('tr')

const setUp = ({ canStage = true } = {}) => {
  const stage = mock((_staging: Staging | null) => {})
  const attaching = createAttaching({
    words: { t, lang: 'tr' },
    outbox: { write: () => {}, bytesOf: async () => null, remove: () => {} },
    chatId: () => 'chat',
    conversation: () => conversation(),
    composer: () => ({ canStage: () => canStage, stage, refresh: () => {}, send: () => {}, focus: () => {} }),
    nameOf: () => 'Muhsin',
    onReply: () => {},
    self: 'user',
    onCall: () => {},
  })
  document.body.append(...attaching.keys)
  return { attaching, stage }
}

const picture = (id: number, text: string): Entry =>
  entry({
    id,
    type: 'image',
    text,
    medium: { kind: 'image', mime: 'image/png', bytes: 9, url: `/media/${id}`, thumbUrl: null, placeholder: null },
  })

test('the keys bear the names that the outside relies on, and each opens its own field', () => {
  setUp()
  const opened: string[] = []
  for (const id of ['fileImg', 'fileAud']) find(document, `#${id}`).addEventListener('click', () => opened.push(id))
  find(document, '#btnImg').click()

  expect(opened).toEqual(['fileImg'])
  expect(find<HTMLInputElement>(document, '#fileImg').accept).toBe('image/*')
  expect(find(document, '#btnImg').getAttribute('aria-label')).toBe(t.attachPicture)
  expect(document.querySelector('#btnAud')).not.toBeNull()
})

test('nothing is taken where nothing can be staged', async () => {
  const { attaching, stage } = setUp({ canStage: false })
  const talk = document.createElement('main')
  document.body.append(talk)
  attaching.listen(talk)
  const files = [new File(['x'], 'a.png', { type: 'image/png' })]
  const paste = Object.assign(new Event('paste', { cancelable: true }), { clipboardData: { files, types: ['Files'] } })
  document.dispatchEvent(paste)
  await settled()

  expect(stage).not.toHaveBeenCalled()
})

test('what is asked to be drawn before the code has come is drawn then, as it is at that time', async () => {
  const { attaching } = setUp()
  const [one, other] = [document.createElement('div'), document.createElement('div')]
  attaching.drawing.show(one, picture(1, 'eski'))
  attaching.drawing.show(other, picture(2, 'öbürü'))
  attaching.drawing.show(one, picture(1, 'yeni'))
  await import('#client/pages/media-drawing')
  await settled()

  const label = (place: HTMLElement) => find(place, '.open').getAttribute('aria-label')
  expect([label(one), label(other)]).toEqual([expect.stringContaining('yeni'), expect.stringContaining('öbürü')])

  attaching.drawing.show(other, picture(2, 'sonra'))
  expect(label(other)).toContain('sonra')
})

test('a recording begins as by a tap on its key, and stays until it is sent', async () => {
  const recorder = useFakeRecorder()
  override(globalThis, 'matchMedia', () => () => ({ matches: true }))
  const { attaching, stage } = setUp()
  await import('#client/pages/voicing')

  attaching.record()
  await settled()

  expect(recorder.asked).toBe(1)
  expect(stage.mock.calls[0]?.[0]?.bar?.dataset.hold).toBe('locked')
  yieldMicrophone()
})
