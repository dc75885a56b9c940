import { type Language, language } from '#protocol/text'

declare const self: ServiceWorkerGlobalScope

// A worker is stopped and started at will: what it heard is a better guess than the browser's own, no more.
let heard: Language | null = null

export const ownLanguage = (): Language => language.safeParse(self.navigator.language).data ?? 'tr'

/** The language to speak where none is said: that of the last push, else the browser's. */
export const spoken = (): Language => heard ?? ownLanguage()

/** Speaks the language of a push from now on; null goes on as before. */
export const hear = (lang: Language | null): Language => {
  heard = lang ?? heard
  return spoken()
}
