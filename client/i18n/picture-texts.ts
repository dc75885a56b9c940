import type { PictureFault } from '#client/platform/shrink-picture'
import type { Language } from '#protocol/text'

const tr = {
  staging: 'Resim gönder',
  count: (count: number): string => `${count} resim`,
  noPlace: 'Konum bilgisi gönderilmez',
  caption: 'Açıklama ekleyin…',
  close: 'Kapat',
  removeThis: 'Bu resmi kaldır',
  add: 'Resim ekle',
  nth: (nth: number, count: number): string => `${nth}. resim, ${count} resimden`,
  chosen: 'Seçilen resimler',
  preparing: 'Hazırlanıyor…',
  atMost: (count: number): string => `Bir seferde en çok ${count} resim gönderebilirsiniz.`,
  removed: 'Resimler kaldırıldı',
  faults: {
    heic: 'Bu tarayıcı HEIC resimlerini açamıyor. iPhone’da Ayarlar › Kamera › Biçimler › “En Uyumlu”yu seçin ya da resmin ekran görüntüsünü gönderin.',
    unreadable: 'Bu dosya bir resim değil ya da bozuk.',
    too_large: 'Bu resim çok büyük. Ekran görüntüsünü alıp onu gönderebilirsiniz.',
  } satisfies Record<PictureFault, string>,
  ofFile: (name: string, sentence: string): string => (name === '' ? sentence : `“${name}”: ${sentence}`),
  understood: 'Tamam',
  dropHere: 'Resimleri buraya bırakın',

  open: 'Fotoğrafı aç',
  sending: 'Fotoğraf gönderiliyor',
  atWork: 'İşleniyor…',
  cancel: 'Göndermekten vazgeç',
  size: (done: string, whole: string): string => `${done} / ${whole}`,
  decimal: ',',
  lost: 'Resim yüklenemedi',
  again: 'Yeniden dene',

  viewer: 'Resim',
  reply: 'Yanıtla',
  save: 'Kaydet',
  previous: 'Önceki resim',
  next: 'Sonraki resim',
}

type PictureTexts = Omit<typeof tr, 'faults'> & { faults: Record<PictureFault, string> }

const en: PictureTexts = {
  staging: 'Send pictures',
  count: (count) => (count === 1 ? '1 picture' : `${count} pictures`),
  noPlace: 'The location is not sent',
  caption: 'Add a caption…',
  close: 'Close',
  removeThis: 'Remove this picture',
  add: 'Add a picture',
  nth: (nth, count) => `Picture ${nth} of ${count}`,
  chosen: 'Chosen pictures',
  preparing: 'Getting ready…',
  atMost: (count) => `You can send ${count} pictures at a time.`,
  removed: 'Pictures removed',
  faults: {
    heic: 'This browser cannot open HEIC pictures. On the iPhone choose Settings › Camera › Formats › “Most Compatible”, or send a screenshot of the picture.',
    unreadable: 'This file is not a picture, or it is damaged.',
    too_large: 'This picture is too large. You can take a screenshot of it and send that.',
  },
  ofFile: (name, sentence) => (name === '' ? sentence : `“${name}”: ${sentence}`),
  understood: 'All right',
  dropHere: 'Drop the pictures here',

  open: 'Open the photo',
  sending: 'Sending the photo',
  atWork: 'Finishing…',
  cancel: 'Do not send it',
  size: (done, whole) => `${done} of ${whole}`,
  decimal: '.',
  lost: 'The picture could not be loaded',
  again: 'Try again',

  viewer: 'Picture',
  reply: 'Reply',
  save: 'Save',
  previous: 'Previous picture',
  next: 'Next picture',
}

export const pictureTextsOf = (lang: Language): PictureTexts => ({ tr, en })[lang]
export type { PictureTexts }
