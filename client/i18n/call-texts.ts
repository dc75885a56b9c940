import type { Language } from '#protocol/text'
import { callEn } from './call-en.ts'
import { callTr } from './call-tr.ts'

export type CallTexts = typeof callTr

/** Comes with the views of calls alone: the first load has none of it. */
export const callTextsOf = (lang: Language): CallTexts => ({ tr: callTr, en: callEn })[lang]
