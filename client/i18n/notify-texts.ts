import type { Language } from '#protocol/text'
import { enNotify } from './en-notify.ts'
import { type NotifyTexts, trNotify } from './tr-notify.ts'

const languages: Record<Language, NotifyTexts> = { tr: trNotify, en: enNotify }

export const notifyTextsOf = (language: Language): NotifyTexts => languages[language]
