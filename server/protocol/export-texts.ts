import type { Language } from './text.ts'

/** What stands in the page of an exported conversation besides what was said. */
export type ExportTexts = {
  began: (moment: string) => string
  exported: (moment: string) => string
  edited: string
  picture: string
  voice: string
  call: string
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
    call: 'Arama',
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
    call: 'Call',
    missing: 'This file is not on the server.',
    unquoted: 'The message that this answers was deleted.',
    empty: 'There is no message in this conversation.',
  },
}
