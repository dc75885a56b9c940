import type { Language } from './text.ts'

/** What the server writes to people itself, in their language; the pages' own texts are the client's. */
export const codeMessage = {
  tr: (code: string, minutes: number): string =>
    `Giriş kodunuz: ${code}\n${minutes} dakika geçerlidir, bir kez kullanılır.`,
  en: (code: string, minutes: number): string => `Your sign-in code: ${code}\nValid for ${minutes} minutes, once.`,
} as const

/** What stands in notifications; the service worker uses them too. */
type PushTexts = {
  /** The body for a message that has no text of its own. */
  picture: string
  voice: string
  calls: (name: string) => string
  callBody: string
  missed: (name: string) => string
  missedBody: string
  test: string
  testBody: string
  /** Shown for a push that nobody understands: none may pass without a notification. */
  something: string
  somethingBody: string
  answer: string
  decline: string
  notDeclined: string
  notDeclinedBody: string
}

export const pushTexts: Record<Language, PushTexts> = {
  tr: {
    picture: '📷 Fotoğraf',
    voice: '🎤 Sesli mesaj',
    calls: (name) => `📞 ${name} arıyor`,
    callBody: 'Yanıtlamak için dokunun.',
    missed: (name) => `Cevapsız arama: ${name}`,
    missedBody: 'Konuşmayı açmak için dokunun.',
    test: 'Deneme bildirimi',
    testBody: 'Bildirimler bu cihaza ulaşıyor.',
    something: 'Konuşma',
    somethingBody: 'Yeni bir şey var. Görmek için dokunun.',
    answer: 'Yanıtla',
    decline: 'Reddet',
    notDeclined: 'Çağrı reddedilemedi',
    notDeclinedBody: 'Uygulamayı açıp yeniden deneyin.',
  },
  en: {
    picture: '📷 Photo',
    voice: '🎤 Voice message',
    calls: (name) => `📞 ${name} is calling`,
    callBody: 'Tap to answer.',
    missed: (name) => `Missed call: ${name}`,
    missedBody: 'Tap to open the conversation.',
    test: 'Test notification',
    testBody: 'Notifications reach this device.',
    something: 'Konuşma',
    somethingBody: 'There is something new. Tap to see it.',
    answer: 'Answer',
    decline: 'Decline',
    notDeclined: 'The call could not be declined',
    notDeclinedBody: 'Open the app and try again.',
  },
}
