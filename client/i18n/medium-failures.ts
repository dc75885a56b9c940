import type { Texts } from './tr.ts'

const tr: Record<string, string> = {
  no_room: 'Sunucuda dosyalara yer kalmadı; yer açılınca kendiliğinden gönderilir.',
  bad_request: 'Bu dosya okunamıyor; bozuk olabilir.',
  too_large: 'Bu dosya çok büyük. Daha küçük bir dosya gönderin.',
  too_long: 'Açıklama çok uzun. Silip daha kısa bir açıklamayla yeniden ekleyin.',
  unsupported_type: 'Bu türde dosyalar gönderilemiyor.',
  unreadable: 'Dosya bu cihazda artık bulunamıyor. Silip yeniden ekleyin.',
  file_lost: 'Sunucu dosyayı bulamadı. Yeniden deneyin.',
}

const en: typeof tr = {
  no_room: 'The server has no room for files now; this one is sent by itself once there is.',
  bad_request: 'This file cannot be read; it may be damaged.',
  too_large: 'This file is too large. Send a smaller one.',
  too_long: 'The caption is too long. Delete this and add it again with a shorter one.',
  unsupported_type: 'Files of this kind cannot be sent.',
  unreadable: 'The file can no longer be found on this device. Delete this and add it again.',
  file_lost: 'The server could not find the file. Please try again.',
}

/** Why a picture or voice note did not go, in plain words. */
export const mediumFailure = (code: string, t: Texts): string => (t.code === 'tr' ? tr : en)[code] ?? t.failure(code)
