import { numberSuffix } from './number-suffix.ts'

// Words with a back vowel and a thin ending take the suffix of a front vowel: Kemal’e, Eda Seyahat’e.
const thinWords = (
  'kemal cemal celal bilal hilal iclal ikbal nihal zuhal meral zülal visal resul istiklal ideal sosyal global dijital ' +
  'medikal dental royal orijinal optimal festival terminal general kristal metal normal final moral petrol kontrol ' +
  'metropol sembol alkol gol rol hal saat seyahat nasihat ziraat sadakat dikkat hakikat şefkat sıhhat itaat harf'
).split(' ')
const leastEndingLength = 5

// What belongs to something takes an n in between: Destek Ekibi’ne, Ziraat Bankası’na.
const ownedWords = new Set(
  (
    'ekibi hizmetleri merkezi bankası ofisi mağazası şirketi derneği vakfı okulu servisi bölümü birimi masası hattı ' +
    'kliniği eczanesi lokantası belediyesi üniversitesi müdürlüğü başkanlığı pastanesi oteli atölyesi sigortası bürosu ' +
    'departmanı temsilcisi danışmanı yetkilisi'
  ).split(' '),
)

const vowel = /[aeıioöuüаеёиоуыэюяіїє]/g
const frontVowel = /[eiöüеэиіїє]/
const endsInVowel = /[aeıioöuüаеёиоуыэюяіїє]$/

// Two consonants in which a Turkish syllable can end: MERT is read as a word, IBM by its letters.
const sayableEnd = /(l[çkmptf]|r[çfkmnpsştvz]|n[çkstz]|[sşfh]t|y[tlnrs]|[mp]s|mp|vk|[sş]k)$/
const mostSpelledLength = 4

const baseLetters: Record<string, string> = { ä: 'e', æ: 'e', å: 'o', ø: 'ö', œ: 'ö' }

const toBase = (letter: string): string => {
  if ('çğıöşü'.includes(letter) || !/\p{Script=Latin}/u.test(letter)) return letter
  return baseLetters[letter] ?? letter.normalize('NFD').charAt(0)
}

/** Lower case by Turkish rules, without the accents of other languages, a final y after a consonant read as i. */
const toSpoken = (word: string): string =>
  [...word.normalize('NFC').replaceAll('I', 'ı').replaceAll('İ', 'i').toLowerCase()]
    .map(toBase)
    .join('')
    .replace(/([^aeıioöuü])y$/, '$1i')

/** Whether it is read letter by letter, whose names all end in e: TRT’ye, ABD’ye. */
const isSpelled = (word: string, spoken: string): boolean => {
  if (!/\p{Script=Latin}/u.test(word)) return false
  if (spoken.search(vowel) === -1) return true
  const isCapitals = /^\p{Lu}{2,}$/u.test(word) && word.length <= mostSpelledLength
  return isCapitals && /[^aeıioöuü]{2}$/.test(spoken) && !sayableEnd.test(spoken)
}

const isThin = (spoken: string): boolean =>
  thinWords.some((word) => spoken === word || (word.length >= leastEndingLength && spoken.endsWith(word)))

const wordSuffix = (word: string, isLastOfMany: boolean): string => {
  const spoken = toSpoken(word)
  if (isSpelled(word, spoken)) return 'ye'
  const lastVowel = spoken.match(vowel)?.at(-1) ?? 'e'
  const ending = frontVowel.test(lastVowel) || isThin(spoken) ? 'e' : 'a'
  if (isLastOfMany && ownedWords.has(spoken)) return `n${ending}`
  return endsInVowel.test(spoken) ? `y${ending}` : ending
}

/** A name in the Turkish dative, as it is read aloud: Muhsin’e, Ayşe’ye, Onur’a, TRT’ye, Ofis 24’e. */
export const dative = (name: string): string => {
  const spoken = name.match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu) ?? []
  const last = spoken.at(-1) ?? ''
  const suffix = /^\d/.test(last) ? numberSuffix(last) : wordSuffix(last, spoken.length > 1)
  return `${name}’${suffix}`
}
