import type { Language } from '#server/protocol/text'

/** Made-up people and what they say, for the pictures of the apps. */
export type Talk = {
  language: Language
  admin: string
  visitor: string
  /** In turns, the visitor first. */
  lines: readonly string[]
  /** Who else has written. */
  others: readonly { name: string; text: string }[]
}

export const talks: readonly Talk[] = [
  {
    language: 'tr',
    admin: 'Muhsin',
    visitor: 'Eda',
    lines: [
      'Merhaba, siparişim ne zaman gelir?',
      'Merhaba Eda Hanım, bugün yola çıktı. Yarın öğleden önce kapınızda.',
      'Harika. Kapıcıya bırakabilir misiniz?',
      'Tabii, kuryeye not düştüm.',
      'Çok teşekkür ederim!',
    ],
    others: [
      { name: 'Can', text: 'Mavi olanından da var mı?' },
      { name: 'Zeynep', text: 'Faturayı şirket adına keser misiniz?' },
      { name: 'Oğuz', text: 'Saat altıya kadar açık mısınız?' },
    ],
  },
  {
    language: 'en',
    admin: 'Muhsin',
    visitor: 'Emma',
    lines: [
      'Hello, when will my order arrive?',
      'Hello Emma, it left today. It will be at your door tomorrow before noon.',
      'Great. Could you leave it with the porter?',
      'Of course, I told the courier.',
      'Thank you very much!',
    ],
    others: [
      { name: 'James', text: 'Does it come in blue, too?' },
      { name: 'Sarah', text: 'Can the invoice be in the company’s name?' },
      { name: 'Oliver', text: 'Are you open until six?' },
    ],
  },
]
