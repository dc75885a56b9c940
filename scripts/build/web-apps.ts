import type { Language } from '#server/protocol/text'

type Words = { name: string; short: string; description: string; shortcut: string; narrow: string; wide: string }

/** One of the two apps that can be installed, in its own words. */
export type WebApp = {
  app: 'visitor' | 'admin'
  /** Its id, its start and its scope. */
  address: '/' | '/admin'
  /** Where its manifest lies, without language and ending. */
  manifest: '/manifest' | '/admin'
  categories: readonly string[]
  shortcut: string
  words: Record<Language, Words>
}

/** `short` is what stands under an icon: at most twelve letters. */
export const webApps: readonly WebApp[] = [
  {
    app: 'visitor',
    address: '/',
    manifest: '/manifest',
    categories: ['business', 'social'],
    shortcut: '/?shortcut=write',
    words: {
      tr: {
        name: 'Konuşma',
        short: 'Konuşma',
        description: 'İşletmeye yazın ya da arayın; yanıtı buraya gelir.',
        shortcut: 'Mesaj yaz',
        narrow: 'Telefonda sohbet',
        wide: 'Bilgisayarda sohbet',
      },
      en: {
        name: 'Konuşma',
        short: 'Konuşma',
        description: 'Write to the business or call it; its answer comes here.',
        shortcut: 'Write a message',
        narrow: 'A chat on the phone',
        wide: 'A chat on the computer',
      },
    },
  },
  {
    app: 'admin',
    address: '/admin',
    manifest: '/admin',
    categories: ['business', 'productivity'],
    shortcut: '/admin?shortcut=waiting',
    words: {
      tr: {
        name: 'Konuşma Masası',
        short: 'Masa',
        description: 'Müşterilerinizin yazdıkları ve aramaları, bekleyenlerle birlikte tek yerde.',
        shortcut: 'Bekleyenler',
        narrow: 'Telefonda bekleyenler',
        wide: 'Bilgisayarda sohbetler',
      },
      en: {
        name: 'Konuşma Desk',
        short: 'Desk',
        description: 'What your customers write and their calls in one place, with those who wait.',
        shortcut: 'Waiting',
        narrow: 'Who is waiting, on the phone',
        wide: 'The chats on the computer',
      },
    },
  },
]
