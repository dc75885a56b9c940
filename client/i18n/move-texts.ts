import type { Language } from '#protocol/text'

const tr = {
  choice: 'Başka cihazda sürdür',
  title: { user: 'Başka cihazda sürdürün', admin: 'Başka cihazda giriş yapın' },
  lead: {
    user: 'Öbür cihazın kamerasıyla okutun. Kod bir kez kullanılır; bu cihaz açık kalır.',
    admin: 'Öbür cihazın kamerasıyla okutun. Kod bir kez kullanılır ve masayı açar: kimseye göstermeyin.',
  },
  code: 'QR kod',
  validFor: (left: string): string => `${left} geçerli`,
  expired: 'Süresi doldu',
  copy: 'Bağlantıyı kopyala',
  copied: 'Kopyalandı',
  again: 'Yeni kod',
  failed: (reason: string): string => `Kod alınamadı. ${reason}`,
  local: 'Bu adres yalnızca bu bilgisayarda açılır. Başka cihaz için sayfayı herkesin açtığı adresten açın.',

  takeTitle: { user: 'Konuşmayı burada sürdürün', admin: 'Masaya bu cihazda girin' },
  takeLead: {
    user: 'Öbür cihazda başlayan konuşma bu cihazda da açılır.',
    admin: 'Öbür cihazdaki oturum bu cihazda da açılır.',
  },
  takeInstead: (cid: string): string =>
    `Bu cihazda bir konuşma açık (${cid}). Bağlantı başka bir konuşmanınsa bu cihazdaki kapanır.`,
  take: 'Sürdür',
  leaveIt: 'Vazgeç',
  unsent: (count: number): string => `Henüz gönderilmemiş ${count} mesajınız o konuşmayla birlikte silinir.`,
  goOn: 'Tamam',
  usedUp: 'Bu bağlantı kullanılmış ya da süresi dolmuş. Öbür cihazda yeni bir kod açın.',
}

type MoveTexts = typeof tr

const en: MoveTexts = {
  choice: 'Continue on another device',
  title: { user: 'Continue on another device', admin: 'Sign in on another device' },
  lead: {
    user: 'Scan it with the camera of the other device. The code works once; this device stays open.',
    admin: 'Scan it with the camera of the other device. The code works once and opens the desk: show it to nobody.',
  },
  code: 'QR code',
  validFor: (left) => `valid for ${left}`,
  expired: 'Expired',
  copy: 'Copy the link',
  copied: 'Copied',
  again: 'New code',
  failed: (reason) => `There is no code. ${reason}`,
  local:
    'This address opens on this computer only. For another device open the page at the address that everybody uses.',

  takeTitle: { user: 'Continue the conversation here', admin: 'Sign in at the desk on this device' },
  takeLead: {
    user: 'The conversation that began on the other device opens on this one, too.',
    admin: 'The session of the other device opens on this one, too.',
  },
  takeInstead: (cid) =>
    `A conversation is open on this device (${cid}). If the link is for another one, it is closed on this device.`,
  take: 'Continue',
  leaveIt: 'Not now',
  unsent: (count) => `${count} of your messages, not sent yet, would be deleted with it.`,
  goOn: 'All right',
  usedUp: 'This link was used, or has expired. Open a new code on the other device.',
}

export const moveTexts = (lang: Language): MoveTexts => ({ tr, en })[lang]
export type { MoveTexts }
