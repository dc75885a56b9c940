import { expect, mock, test } from 'bun:test'
import { mostPictures, PictureTray } from '#client/pages/picture-tray'
import type { PictureFault, Shrunk } from '#client/platform/shrink-picture'
import { settled } from '#tests/support/settled'

const photo = (name: string) => new File([name], name, { type: 'image/jpeg' })

/** Shrinks a file when it is told to; what is named bad cannot be read. */
const createTray = () => {
  const asked: (() => void)[] = []
  const shrink = (file: Blob): Promise<Shrunk> =>
    new Promise((resolve, reject) =>
      asked.push(() => {
        const name = file instanceof File ? file.name : ''
        if (name === 'broken') reject(new Error('decoder'))
        else if (name === 'bad') resolve({ ok: false, fault: 'heic' })
        else resolve({ ok: true, attachment: { kind: 'image', mime: 'image/jpeg', bytes: file.size, blob: file } })
      }),
    )
  const onFault = mock((_name: string, _fault: PictureFault) => {})
  const tray = new PictureTray({ shrink, onChange: () => {}, onFault })
  const names = (): string[] => tray.pictures.map(({ name }) => name)
  const shrinkNext = async (): Promise<void> => {
    asked.shift()?.()
    await settled()
  }
  return { tray, asked, onFault, names, shrinkNext }
}

test('what cannot be read is named and gone, and the others go on', async () => {
  const { tray, names, onFault, shrinkNext } = createTray()
  tray.add([photo('bad'), photo('broken'), photo('a')])
  for (let nth = 0; nth < 3; nth++) await shrinkNext()

  expect(onFault.mock.calls).toEqual([
    ['bad', 'heic'],
    ['broken', 'unreadable'],
  ])
  expect([names(), tray.isReady(), tray.selected?.name]).toEqual([['a'], true, 'a'])
})

test('it takes ten at a time and says how many it did not take', () => {
  const { tray } = createTray()
  const many = Array.from({ length: 8 }, (_, nth) => photo(String(nth)))

  expect([tray.add(many), tray.add(many), tray.pictures.length]).toEqual([0, 6, mostPictures])
})

test('one is shrunk at a time, and nothing can go before all are', async () => {
  const { tray, asked, shrinkNext } = createTray()
  tray.add([photo('a'), photo('b')])
  const atFirst = [asked.length, tray.isReady()]
  await shrinkNext()
  const then = [asked.length, tray.isReady()]
  await shrinkNext()

  expect([atFirst, then, tray.isReady()]).toEqual([[1, false], [1, false], true])
})

test('one that was removed while it was shrunk does not come back', async () => {
  const { tray, names, shrinkNext } = createTray()
  tray.add([photo('a'), photo('b')])
  tray.remove(tray.pictures[0]?.key ?? -1)
  await shrinkNext()
  await shrinkNext()

  expect([names(), tray.attachments().length]).toEqual([['b'], 1])
})

test('removing selects the next, or the one before where it was the last', () => {
  const { tray } = createTray()
  tray.add([photo('a'), photo('b'), photo('c')])
  tray.step(1)
  tray.remove(tray.selected?.key ?? -1)
  const next = tray.selected?.name
  tray.remove(tray.selected?.key ?? -1)
  tray.step(-1)
  tray.step(1)

  expect([next, tray.selected?.name]).toEqual(['c', 'a'])
})

test('every address of a picture is given back', async () => {
  const revoked: string[] = []
  const revoke = URL.revokeObjectURL
  URL.revokeObjectURL = (address) => void revoked.push(address)
  const { tray, shrinkNext } = createTray()
  tray.add([photo('a'), photo('b')])
  await shrinkNext()
  await shrinkNext()
  const given = tray.pictures.map(({ url }) => url)
  tray.remove(tray.pictures[0]?.key ?? -1)
  tray.empty()
  URL.revokeObjectURL = revoke

  expect(new Set(revoked)).toEqual(new Set(given.map(String)))
})
