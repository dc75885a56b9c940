import { expect, mock, test } from 'bun:test'
import type { Container } from '#protocol/media'
import { findPart } from '#server/actions/media/find-part'
import type { MediaFiles } from '#server/actions/media/ports'
import type { FoundMedium } from '#server/store/media-ports'
import { StorageFault } from '#server/store/ports'
import { createMemoryFiles } from '#tests/support/memory-files'

const voice: FoundMedium = {
  id: 'voice',
  chatId: 'chat-1',
  kind: 'audio',
  mime: 'audio/webm',
  bytes: 3,
  width: null,
  height: null,
  durationMs: 100,
  waveform: null,
  placeholder: null,
}

const text = (bytes: string): Uint8Array => new Uint8Array(Buffer.from(bytes))

/** A remux that says what it was asked for, where `takes` has it. */
const open = async (takes: readonly Container[], fail: Partial<MediaFiles> = {}, isThere = () => true) => {
  const files = createMemoryFiles(fail)
  await files.put('voice', 'whole', text('abc'))
  const faults: unknown[] = []
  const remux = mock(async (stored: Uint8Array, to: Container) =>
    takes.includes(to) ? text(`${Buffer.from(stored)} in ${to}`) : null,
  )
  const find = findPart({
    store: { media: { find: async () => (isThere() ? voice : null) } },
    files,
    remux,
    onFault: (fault) => faults.push(fault),
  })
  const ask = async (to: Container, medium = voice) => {
    const part = await find(medium, to)
    return part && [part.name, part.mime, await part.blob.text()]
  }
  return { ask, files, faults, remux }
}

test('a note is put into another container once, however many ask at once, and kept', async () => {
  const { ask, files, remux } = await open(['ogg', 'mp4'])

  const answers = await Promise.all([ask('ogg'), ask('ogg'), ask('ogg')])

  const inOgg = ['ogg', 'audio/ogg', 'abc in ogg']
  expect(answers).toEqual([inOgg, inOgg, inOgg])
  expect(await ask('ogg')).toEqual(inOgg)
  expect(remux).toHaveBeenCalledTimes(1)
  expect(files.names()).toEqual(['voice.whole', 'voice.ogg'])
})

test('where its codec does not go into that one it comes as MP4, else as it was sent', async () => {
  const aac = await open(['mp4'])
  expect(await aac.ask('ogg')).toEqual(['mp4', 'audio/mp4', 'abc in mp4'])
  expect(await aac.ask('webm')).toEqual(['mp4', 'audio/mp4', 'abc in mp4'])
  const odd = await open([])
  expect(await odd.ask('ogg')).toEqual(['whole', 'audio/webm', 'abc'])
  expect(await odd.ask('ogg')).toEqual(['whole', 'audio/webm', 'abc'])
  expect(odd.remux.mock.calls.map(([, to]) => to)).toEqual(['ogg', 'mp4'])
})

test('what no container takes is not even tried', async () => {
  const { ask, remux } = await open(['ogg'])

  expect(await ask('ogg', { ...voice, mime: 'audio/mpeg' })).toEqual(['whole', 'audio/mpeg', 'abc'])
  expect(remux).not.toHaveBeenCalled()
})

test('without room on the disk it is made, served, and not kept', async () => {
  const { ask, files } = await open(['ogg'], { hasRoomFor: async () => false })

  expect(await ask('ogg')).toEqual(['ogg', 'audio/ogg', 'abc in ogg'])
  expect(files.names()).toEqual(['voice.whole'])
})

test('where the disk refuses to keep it, it is served all the same', async () => {
  const { ask, files, faults } = await open(['ogg'])
  files.put = async () => {
    throw new StorageFault('full', null)
  }

  expect(await ask('ogg')).toEqual(['ogg', 'audio/ogg', 'abc in ogg'])
  expect(faults).toHaveLength(1)
})

test('of a note that is deleted meanwhile nothing is left behind', async () => {
  let isThere = true
  const { ask, files } = await open(['ogg'], {}, () => isThere)
  const asked = ask('ogg')
  isThere = false
  await asked

  expect(files.names()).toEqual([])
})

test('a container is of a voice note, a thumbnail of a picture', async () => {
  const { ask } = await open(['ogg'])
  const picture: FoundMedium = { ...voice, kind: 'image', mime: 'image/png' }

  expect(await ask('ogg', picture)).toBeNull()
})
