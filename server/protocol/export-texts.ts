import type { CallOutcome } from './call-frames.ts'
import type { Language } from './text.ts'

/** How a call is named: what it was, and what became of it. */
export type CallTexts = {
  voice: string
  video: string
  missed: { voice: string; video: string }
  /** Said after what it was; where nothing is, how long it was says enough. */
  outcomes: Record<Exclude<CallOutcome, 'missed' | 'hangup'>, string>
  hours: (count: number) => string
  minutes: (count: number) => string
  seconds: (count: number) => string
}

/** What stands in the page of an exported conversation besides what was said. */
export type ExportTexts = {
  began: (moment: string) => string
  exported: (moment: string) => string
  edited: string
  picture: string
  voice: string
  call: CallTexts
  missing: string
  unquoted: string
  empty: string
}

export const exportTexts: Record<Language, ExportTexts> = {
  tr: {
    began: (moment) => `Başlangıç: ${moment}`,
    exported: (moment) => `Dışa aktarıldığı an: ${moment}`,
    edited: 'düzenlendi',
    picture: 'Fotoğraf',
    voice: 'Sesli mesaj',
    call: {
      voice: 'Sesli arama',
      video: 'Görüntülü arama',
      missed: { voice: 'Cevapsız arama', video: 'Cevapsız görüntülü arama' },
      outcomes: {
        declined: 'reddedildi',
        cancelled: 'iptal edildi',
        lost: 'bağlantı koptu',
        connect_failed: 'bağlantı kurulamadı',
      },
      hours: (count) => `${count} sa`,
      minutes: (count) => `${count} dk`,
      seconds: (count) => `${count} sn`,
    },
    missing: 'Bu dosya sunucuda yok.',
    unquoted: 'Yanıtlanan mesaj silinmiş.',
    empty: 'Bu konuşmada mesaj yok.',
  },
  en: {
    began: (moment) => `Began: ${moment}`,
    exported: (moment) => `Exported: ${moment}`,
    edited: 'edited',
    picture: 'Photo',
    voice: 'Voice message',
    call: {
      voice: 'Voice call',
      video: 'Video call',
      missed: { voice: 'Missed call', video: 'Missed video call' },
      outcomes: {
        declined: 'declined',
        cancelled: 'cancelled',
        lost: 'connection lost',
        connect_failed: 'could not connect',
      },
      hours: (count) => `${count} h`,
      minutes: (count) => `${count} min`,
      seconds: (count) => `${count} s`,
    },
    missing: 'This file is not on the server.',
    unquoted: 'The message that this answers was deleted.',
    empty: 'There is no message in this conversation.',
  },
}
