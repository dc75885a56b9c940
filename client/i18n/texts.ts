import type { Language } from '#protocol/text'
import { en } from './en.ts'
import { type Texts, tr } from './tr.ts'

const languages: Record<Language, Texts> = { tr, en }

export const textsOf = (language: Language): Texts => languages[language]
