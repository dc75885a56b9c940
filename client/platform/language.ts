import type { Language } from '#protocol/text'
import { storage } from './storage.ts'

const key = 'konusma:lang'
const isLanguage = (value: string | null | undefined): value is Language => value === 'tr' || value === 'en'

/** What the person chose, else what the page proposes, else the first language of the browser: Turkish or English. */
export const chosenLanguage = (proposed?: string | null): Language => {
  const stored = storage.read(key)
  if (isLanguage(stored)) return stored
  if (isLanguage(proposed)) return proposed
  return /^tr\b/i.test(navigator.languages[0] ?? navigator.language) ? 'tr' : 'en'
}

export const keepLanguage = (language: Language): void => storage.write(key, language)
