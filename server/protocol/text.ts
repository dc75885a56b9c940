import * as z from 'zod/mini'
import { limits } from './limits.ts'

export const codePoints = (text: string): number => {
  let count = 0
  for (const _ of text) count++
  return count
}

// A text is counted only where its UTF-16 length leaves a doubt: this stands on the path of every message.
const fits = (text: string, most: number): boolean => text.length <= most || codePoints(text) <= most

// Controls, line separators, bidi overrides and isolates, and characters that draw nothing: a name made of them could
// forge a second line or pass for somebody else's. ZWJ and ZWNJ stay, emoji and Persian need them.
const unseen = /[\p{Cc}\u00AD\u061C\u115F\u1160\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]/gu
const onlyBlank = /^(?:\s|\u200C|\u200D|\u2800)*$/u

/** A message's text: trimmed, 1 to 4,000 code points, no U+0000 and no lone surrogate. Longer is refused, not cut. */
export const messageText = z.string().check(
  z.maxLength(limits.textLength * 4),
  z.trim(),
  z.refine((text) => text.length > 0 && fits(text, limits.textLength)),
  z.refine((text) => text.isWellFormed() && !text.includes('\0')),
)

/** A person's name: unseen characters dropped, trimmed, 1 to 40 code points. */
export const personName = z.string().check(
  z.maxLength(1000),
  z.refine((name) => name.isWellFormed()),
  z.overwrite((name) => name.replace(unseen, '').trim()),
  z.refine((name) => !onlyBlank.test(name) && fits(name, limits.nameLength)),
)

export type Language = 'tr' | 'en'

/** A BCP 47 tag, narrowed to a language that the product speaks: Turkish for `tr…`, English for every other. */
export const language = z.pipe(
  z.string().check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/)),
  z.transform((tag): Language => (/^tr\b/i.test(tag) ? 'tr' : 'en')),
)

/** The admin's own line about a conversation: nothing at all is null. */
export const note = z.pipe(
  z.string().check(
    z.maxLength(limits.noteLength * 4),
    z.trim(),
    z.refine((text) => fits(text, limits.noteLength) && text.isWellFormed() && !text.includes('\0')),
  ),
  z.transform((text): string | null => text || null),
)
