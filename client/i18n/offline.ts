import type { Language } from '#protocol/text'

const tr = {
  /** `when` stands within a sentence: "dün 19:05". */
  lastState: (when: string): string => `Son hâli gösteriliyor: ${when}.`,
  writingWaits: 'Yazdıklarınız sırada bekler.',
  unreachableTitle: 'Şu anda yüklenemiyor',
  unreachableBody: 'Bu konuşma bu cihazda saklı değil; bağlantı gelince kendiliğinden açılır.',
}

type OfflineTexts = typeof tr

const en: OfflineTexts = {
  lastState: (when) => `Last updated: ${when}.`,
  writingWaits: 'What you write waits here.',
  unreachableTitle: 'Cannot be loaded right now',
  unreachableBody: 'This conversation is not kept on this device; it opens by itself once the connection is back.',
}

/** What is said of a conversation while nobody can be asked. */
export const offlineTexts = (lang: Language): OfflineTexts => (lang === 'tr' ? tr : en)
