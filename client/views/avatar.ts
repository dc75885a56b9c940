import type { Language } from '#protocol/text'
import { el, setAttribute } from './element.ts'

const tones = 6

/** One of six tones, always the same for one conversation: the class `t1` … `t6`. */
export const toneOf = (cid: string): string => {
  let sum = 0
  for (const sign of cid) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521
  return `t${(sum % tones) + 1}`
}

/** The first letters of the first and the last word; a word without a letter or digit is passed over. */
export const initialsOf = (name: string, lang: Language): string => {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? [])
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toLocaleUpperCase(lang)
}

type Person = { name: string; lang: Language; isOnline: boolean; tone: string }

/** A round with initials and a dot: filled while the person is here, hollow while away. `tone` is a class: t1 … t6, or me. */
export const createAvatar = () => {
  const dot = el('i')
  const initials = document.createTextNode('')
  const element = el('span', { 'aria-hidden': 'true' }, initials, dot)
  return {
    element,
    update({ name, lang, isOnline, tone }: Person): void {
      initials.data = initialsOf(name, lang)
      setAttribute(element, 'class', `ava ${tone}`)
      setAttribute(dot, 'class', isOnline ? 'dot' : 'dot away')
    },
  }
}
