import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { webManifestDrafts } from '#scripts/build/web-manifests'
import { root } from '#scripts/root'
import { pngSize } from '#tests/support/png-size'
import { scratchDir } from '#tests/support/scratch'

type Manifest = {
  id: string
  start_url: string
  scope: string
  lang: string
  name: string
  short_name: string
  description: string
  icons: { src: string; sizes: string; purpose: string; type: string }[]
  screenshots: { src: string; sizes: string; form_factor: string; label: string }[]
  shortcuts: { url: string; name: string }[]
}

const drafts = new Map(webManifestDrafts(join(root, 'client')).map((draft) => [draft.listed.path, draft]))
const manifestAt = (path: string): Manifest => JSON.parse(new TextDecoder().decode(drafts.get(path)?.bytes))
const bytesAt = (path: string): Uint8Array => drafts.get(path)?.bytes ?? new Uint8Array()
const apps = [
  ['/manifest.webmanifest', '/manifest.en.webmanifest', '/'],
  ['/admin.webmanifest', '/admin.en.webmanifest', '/admin'],
] as const

test('a picture that is not there is refused by name', () => {
  expect(() => webManifestDrafts(scratchDir())).toThrow('visitor-192.png')
})

test.each(apps)('%s and %s are one app in two languages', (turkish, english, address) => {
  const [tr, en] = [manifestAt(turkish), manifestAt(english)]

  for (const { id, start_url, scope } of [tr, en]) expect([id, start_url, scope]).toEqual([address, address, address])
  expect([tr.lang, en.lang]).toEqual(['tr', 'en'])
  expect(tr.icons).toEqual(en.icons)
  expect(tr.description).not.toBe(en.description)
  for (const { short_name } of [tr, en]) expect(short_name.length).toBeLessThanOrEqual(12)
  for (const { shortcuts } of [tr, en])
    expect(shortcuts.map(({ url }) => new URL(url, 'http://a').pathname)).toEqual([address])
})

test.each(apps.map(([path]) => path))('%s has icons to be shown as they are, and others to be cut to shape', (path) => {
  const { icons } = manifestAt(path)

  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
    '192x192 any',
    '512x512 any',
    '192x192 maskable',
    '512x512 maskable',
  ])
  for (const { src, sizes } of icons) expect(pngSize(bytesAt(src))).toBe(sizes)
})

test('the two apps have no icon in common', () => {
  const [visitor, admin] = apps.map(([path]) => manifestAt(path).icons.map(({ src }) => src))

  expect(visitor?.filter((src) => admin?.includes(src))).toEqual([])
})

test.each([...drafts.keys()].filter((path) => path.endsWith('.webmanifest')))(
  '%s shows a small picture of its pages, narrow and wide',
  async (path) => {
    const { screenshots } = manifestAt(path)

    expect(screenshots.map(({ form_factor }) => form_factor)).toEqual(['narrow', 'wide'])
    for (const { src, sizes, label } of screenshots) {
      const { width, height } = await new Bun.Image(bytesAt(src)).metadata()
      expect(`${width}x${height}`).toBe(sizes)
      expect(bytesAt(src).byteLength).toBeLessThan(50_000)
      expect(label).not.toBe('')
    }
  },
)

test('a notification finds its icon and its badge under names that stay', () => {
  const sizes = ['/icons/visitor-192.png', '/icons/admin-192.png', '/icons/badge-96.png'].map((path) =>
    pngSize(bytesAt(path)),
  )

  expect(sizes).toEqual(['192x192', '192x192', '96x96'])
})

test('the home screen of an iPhone gets a picture of its size without corners cut', () => {
  for (const app of ['visitor', 'admin'])
    expect(pngSize(readFileSync(join(root, `client/icons/${app}-apple-180.png`)))).toBe('180x180')
})
