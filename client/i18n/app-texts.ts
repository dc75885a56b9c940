import type { Language } from '#protocol/text'

/** What the app around a chat says, in Turkish. What stands between two stars is drawn bold. */
const tr = {
  newVersion: 'Yeni sürüm hazır.',
  nothingIsLost: 'Yazdıklarınız durur.',
  reload: 'Yenile',

  appName: { user: 'Konuşma', admin: 'Konuşma Masası' },
  installChoice: 'Uygulama olarak yükle',
  addChoice: 'Ana ekrana ekle',
  installOffer: 'Uygulama olarak kullanın',
  addOffer: 'Tek dokunuşla açılsın',
  install: 'Yükle',
  add: 'Ekle',
  notNow: 'Şimdi değil',
  close: 'Kapat',

  installTitle: 'Uygulama olarak yükleyin',
  noStore: 'Mağaza gerekmez, neredeyse yer kaplamaz',
  gains: {
    calls: 'Telefon kilitliyken de *çağrı gelir*',
    callsOnDesktop: 'Sekme kapalıyken de *çağrı gelir*',
    tells: { user: 'Yanıt gelince *haber verir*', admin: 'Mesaj gelince *haber verir*' },
    offline: { user: 'İnternet yokken *son konuşma açılır*', admin: 'İnternet yokken *son sohbetler açılır*' },
  },

  guideTitle: 'Ana ekrana ekleyin',
  whyOnIos: (device: string): string =>
    `${device}, bildirimleri ve çağrı sesini yalnızca ana ekrandaki uygulamaya verir.`,
  whyOnAndroid: 'Ana ekrandan tek dokunuşla, uygulama gibi açılır.',
  inSteps: { 3: 'Üç adım:', 4: 'Dört adım:' },
  openInSafari: 'Menüde *Başka cihazda sürdür*’ün bağlantısını kopyalayıp *Safari*’de açın',
  shareInSafari: 'Safari’de *Paylaş*’a dokunun (yoksa önce *•••*)',
  shareInBrowser: 'Adres çubuğunda ya da menüde *Paylaş*’a dokunun',
  addOnIos: '*Ana Ekrana Ekle*’yi seçin',
  confirmOnIos: 'Sağ üstten *Ekle*’ye dokunun',
  menuOnAndroid: 'Tarayıcının *menüsünü* açın',
  addOnAndroid: '*Ana ekrana ekle*’yi ya da *Yükle*’yi seçin',
  confirmOnAndroid: 'Açılan pencerede *Ekle*’ye dokunun',
  understood: 'Anladım',
}

export type AppTexts = typeof tr

const en: AppTexts = {
  newVersion: 'A new version is ready.',
  nothingIsLost: 'What you wrote stays.',
  reload: 'Reload',

  appName: { user: 'Konuşma', admin: 'Konuşma Desk' },
  installChoice: 'Install as an app',
  addChoice: 'Add to home screen',
  installOffer: 'Use it as an app',
  addOffer: 'Open it with one tap',
  install: 'Install',
  add: 'Add',
  notNow: 'Not now',
  close: 'Close',

  installTitle: 'Install as an app',
  noStore: 'No store, hardly any space',
  gains: {
    calls: '*Calls come* even while the phone is locked',
    callsOnDesktop: '*Calls come* even while the tab is closed',
    tells: { user: '*Tells you* when an answer comes', admin: '*Tells you* when a message comes' },
    offline: {
      user: '*The last conversation opens* without internet',
      admin: '*The last chats open* without internet',
    },
  },

  guideTitle: 'Add to the home screen',
  whyOnIos: (device) => `An ${device} lets only apps of the home screen notify you and ring for calls.`,
  whyOnAndroid: 'One tap on the home screen opens it like an app.',
  inSteps: { 3: 'Three steps:', 4: 'Four steps:' },
  openInSafari: 'In the menu copy the link of *Continue on another device* and open it in *Safari*',
  shareInSafari: 'Tap *Share* in Safari (if it is not there, *•••* first)',
  shareInBrowser: 'Tap *Share* in the address bar or in the menu',
  addOnIos: 'Choose *Add to Home Screen*',
  confirmOnIos: 'Tap *Add* at the top right',
  menuOnAndroid: 'Open the *menu* of the browser',
  addOnAndroid: 'Choose *Add to Home screen* or *Install*',
  confirmOnAndroid: 'Tap *Add* in the window that opens',
  understood: 'Got it',
}

const languages: Record<Language, AppTexts> = { tr, en }

export const appTextsOf = (language: Language): AppTexts => languages[language]
