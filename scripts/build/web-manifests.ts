import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Language } from '#server/protocol/text'
import { type Draft, draft } from './built-file.ts'
import { hashedAsset } from './bundle.ts'
import { type WebApp, webApps } from './web-apps.ts'

/** What a notification shows is asked for by a fixed name: a push may come long after the build that it was made for. */
const noticeIcons = ['icons/visitor-192.png', 'icons/admin-192.png', 'icons/badge-96.png']

const icons = ['192', '512', 'maskable-192', 'maskable-512'].map((shape) => ({
  shape,
  sizes: `${shape.slice(-3)}x${shape.slice(-3)}`,
  purpose: shape.startsWith('maskable') ? 'maskable' : 'any',
}))

/** The pictures of a page that a browser shows beside its offer to install. */
export const screenshotSizes = { narrow: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } } as const

type Form = keyof typeof screenshotSizes
const forms: readonly Form[] = ['narrow', 'wide']
const languages: readonly Language[] = ['tr', 'en']

const iconOf = (app: string, shape: string): string => `icons/${app}-${shape}.png`

/** The file of such a picture, relative to the client folder. */
export const screenshotOf = (app: string, form: Form, language: Language): string =>
  `manifests/${app}-${form}-${language}.webp`

/** Every file of the client folder that a manifest or a notification names. */
export const manifestSources: readonly string[] = [
  ...new Set([
    ...webApps.flatMap(({ app }) => [
      ...icons.map(({ shape }) => iconOf(app, shape)),
      ...forms.flatMap((form) => languages.map((language) => screenshotOf(app, form, language))),
    ]),
    ...noticeIcons,
  ]),
]

type PathOf = (source: string) => string

/** W3C Web Application Manifest; the same `id` in both languages, since it is one app. */
const manifestOf = ({ app, address, categories, shortcut, words }: WebApp, lang: Language, pathOf: PathOf) => ({
  id: address,
  name: words[lang].name,
  short_name: words[lang].short,
  description: words[lang].description,
  lang,
  dir: 'ltr',
  start_url: address,
  scope: address,
  display: 'standalone',
  display_override: ['standalone', 'minimal-ui'],
  theme_color: '#FFFFFF',
  background_color: '#F1F5F9',
  categories,
  icons: icons.map(({ shape, sizes, purpose }) => ({
    src: pathOf(iconOf(app, shape)),
    sizes,
    type: 'image/png',
    purpose,
  })),
  shortcuts: [
    {
      name: words[lang].shortcut,
      url: shortcut,
      icons: [{ src: pathOf(iconOf(app, '192')), sizes: '192x192', type: 'image/png' }],
    },
  ],
  screenshots: forms.map((form) => ({
    src: pathOf(screenshotOf(app, form, lang)),
    sizes: `${screenshotSizes[form].width}x${screenshotSizes[form].height}`,
    type: 'image/webp',
    form_factor: form,
    label: words[lang][form],
  })),
})

const utf8 = new TextEncoder()

const manifestDraft = (web: WebApp, lang: Language, pathOf: PathOf): Draft => {
  const text = JSON.stringify(manifestOf(web, lang, pathOf))
  const path = `${web.manifest}${lang === 'tr' ? '' : `.${lang}`}.webmanifest`
  return draft(path, utf8.encode(text), { immutable: false })
}

/** The manifests of both apps in both languages, and the pictures that they and notifications name. */
export const webManifestDrafts = (clientDir: string): Draft[] => {
  const named = new Map(manifestSources.map((source) => [source, hashedAsset(clientDir, source)]))
  const pathOf = (source: string): string => named.get(source)?.[0] ?? ''
  return [
    ...webApps.flatMap((web) => languages.map((lang) => manifestDraft(web, lang, pathOf))),
    ...[...named.values()].map(([path, bytes]) => draft(path, bytes, { immutable: true })),
    ...noticeIcons.map((source) =>
      draft(`/icons/${basename(source)}`, readFileSync(join(clientDir, source)), { immutable: false }),
    ),
  ]
}
