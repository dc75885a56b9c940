import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { webApps } from '#scripts/build/web-apps'

const folder = join(import.meta.dir, '../../../client/i18n')
const textsIn = (file: string): string => readFileSync(join(folder, file), 'utf8')
const turkish =
  ['tr.ts', 'tr-desk.ts', 'tr-notify.ts', 'app-texts.ts', 'move-texts.ts', 'offline.ts'].map(textsIn).join('\n') +
  JSON.stringify(webApps.map(({ words }) => words.tr))

test.each([
  ['yalnızca', /\byalnız\b/i],
  ['yanıt', /\bceva[pb](?!sız arama)/i],
  ['kontrol et', /\bdenetle/i],
])('the pages say "%s", and no other word for it', (_word, other) => {
  expect(turkish).not.toMatch(other)
})

test('no promise is made that the app takes no space, and none about a nameless thing', () => {
  expect(turkish).not.toMatch(/gerekmez, yer kaplamaz|bunsuz/)
})
