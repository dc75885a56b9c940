/** Why notifications could not be switched on, and what to do. */
const faults: Record<string, string> = {
  offline: 'Sunucuya ulaşılamadı. İnternetinizi kontrol edip yeniden deneyin.',
  push_slow:
    'Tarayıcınızın bildirim servisi yanıt vermiyor. İnternetinizi kontrol edip yeniden deneyin; bazı ağlar bu servisi engeller.',
  push_service:
    'Tarayıcınız bildirim servisine kaydolamadı. Gizli pencerede olmaz; değilse internetinizi kontrol edip yeniden deneyin.',
  push_failed: 'Tarayıcınız bildirimi açamadı. Sayfayı yenileyip yeniden deneyin.',
  not_allowed: 'Tarayıcınız izin vermedi. Site izinlerine bakıp yeniden deneyin.',
  no_worker: 'Sayfanın arka plan parçası yüklenemedi. Sayfayı yenileyip yeniden deneyin.',
  rate_limited: 'Çok sık denendi. Biraz bekleyip yeniden deneyin.',
  unauthenticated: 'Oturumunuz sona ermiş. Sayfayı yenileyin.',
}

/** What the notifications say, in Turkish. What stands between two stars is drawn bold. */
export const trNotify = {
  title: 'Bildirimler',
  askVisitor: (adminName: string): string => `${adminName} yanıtlayınca haber verelim mi?`,
  askAdmin: 'Yeni mesajları bu cihazda haber verelim mi?',
  yes: 'Haber ver',
  working: 'Açılıyor…',
  notNow: 'Şimdi değil',
  again: 'Yeniden dene',
  nowOn: (adminName: string): string => `Bildirimler açık: ${adminName} yanıtlayınca bu cihaz haber verir.`,
  nowOnAdmin: 'Bildirimler açık: yeni mesajları bu cihaz haber verir.',
  dismissed: 'İzin sorusu yanıtlanmadı. İstediğinizde menüden açabilirsiniz.',
  fault: (reason: string): string => faults[reason] ?? 'Bildirimler şu anda açılamadı. Biraz sonra yeniden deneyin.',

  switchLabel: 'Bu cihazda bildirim',
  on: 'Bu cihazda açık',
  onHint: 'Yanıt ve çağrılar için',
  onHintAdmin: 'Yeni mesaj ve çağrılar için',
  off: 'Bu cihazda kapalı',
  offHint: 'Açarsanız sayfa kapalıyken de haber verilir',
  asking: 'İzin bekleniyor',
  askingHint: 'Tarayıcının sorusunu yanıtlayın',
  starting: 'Açılıyor…',
  startingHint: 'Tarayıcı ve sunucuyla konuşuluyor',
  stopping: 'Kapatılıyor…',
  failed: 'Açılamadı',
  blocked: 'Bu tarayıcıda engellenmiş',
  blockedHint: 'Site izinlerinden açmanız gerekiyor',
  install: 'Önce ana ekrana ekleyin',
  installHint: 'iPhone ve iPad yalnızca ana ekrandaki uygulamaya bildirim verir',
  installKey: 'Nasıl eklenir?',
  none: 'Bu tarayıcıda bildirim yok',
  switchedOff: 'Bildirimler sunucuda kapatıldı',
  switchedOffHint: 'Açılınca bu cihazda kendiliğinden sürer',
  noneHint: 'Konuşma bildirimsiz de çalışır',
  noneWays: [
    'Bu sayfayı *açık tutun*: yeni mesajda zil sesi çalar',
    'iPhone ve iPad’de *iOS 16.4* ya da üstü gerekir; sayfayı *ana ekrana ekleyin*',
    'Ya da *başka bir tarayıcı* kullanın: Chrome, Edge, Firefox, Safari',
  ],

  unknownDevice: 'Bu cihaz',
  arrived: (when: string): string => `Son bildirim: ${when.charAt(0).toLocaleLowerCase('tr')}${when.slice(1)} ulaştı`,
  notYet: 'Son bildirim: henüz ulaşmadı',
  failing: 'Bildirimler ulaşmıyor. Kapatıp yeniden açın.',
  looking: 'Bakılıyor…',
  unknownFate: 'Son bildirim şu anda öğrenilemiyor',
  sound: 'Zil sesi',
  soundHint: 'Sayfa açıkken çalar',

  test: 'Deneme bildirimi gönder',
  testSending: 'Deneme gönderiliyor…',
  testWaiting: 'Gönderildi, bu cihaza ulaşması bekleniyor…',
  testArrived: (seconds: string): string => `Deneme ulaştı: *${seconds} sn*`,
  testLost:
    'Sunucu gönderdi, bu cihaza ulaşmadı. Cihazın pil tasarrufunu, “Rahatsız etmeyin” kipini ve tarayıcının bildirim ayarını kontrol edin.',
  testUnheard:
    'Sunucu gönderdi. Bildirimi gördüyseniz çalışıyor; görmediyseniz cihazın pil tasarrufunu, “Rahatsız etmeyin” kipini ve tarayıcının bildirim ayarını kontrol edin.',
  testRefused: (status: number): string =>
    `Deneme gönderilemedi: bildirim servisi geri çevirdi (${status}). Bildirimleri kapatıp yeniden açın.`,
  testUnreached: 'Deneme gönderilemedi: sunucu bildirim servisine ulaşamadı. Biraz sonra yeniden deneyin.',
  testUnknown: 'Deneme gönderilemedi: bu cihazın kaydı düşmüştü, yeniden kaydedildi. Bir daha deneyin.',
  testLimited: (seconds: number): string =>
    seconds > 0
      ? `Çok sık denendi. ${seconds} saniye sonra yeniden deneyin.`
      : 'Çok sık denendi. Biraz bekleyip yeniden deneyin.',
  testFailed: (reason: string): string => `Deneme gönderilemedi. ${reason}`,

  check: 'Açtım, kontrol et',
  stillBlocked: 'Hâlâ engelli görünüyor. Adımları bir daha deneyin; gerekirse sayfayı yenileyin.',
  guides: {
    chromeAndroid: [
      'Adres çubuğundaki *kilit* simgesine dokunun',
      '*İzinler › Bildirimler*’i açın',
      'Bu sayfaya dönün',
    ],
    samsung: [
      'Adres çubuğundaki *kilit* simgesine dokunun',
      '*İzinler › Bildirimler*’e izin verin',
      'Bu sayfaya dönün',
    ],
    firefoxAndroid: [
      'Adres çubuğundaki *kilit* simgesine dokunun',
      '*Bildirim: Engellendi*’ye dokunup izin verin',
      'Bu sayfaya dönün',
    ],
    androidApp: [
      'Uygulamanın simgesine *basılı tutun*, *Uygulama bilgileri*’ni açın',
      '*Bildirimler*’i açın',
      'Bu uygulamaya dönün',
    ],
    chromeDesktop: [
      'Adresin solundaki *site bilgisi* simgesine tıklayın',
      '*Bildirimler*’e izin verin',
      'Bu sayfaya dönün',
    ],
    desktopApp: [
      'Pencerenin *⋮* menüsünde *Uygulama bilgileri*’ni açın',
      '*Bildirimler*’e izin verin',
      'Bu pencereye dönün',
    ],
    firefoxDesktop: [
      'Adresin solundaki *izinler* simgesine tıklayın',
      '*Bildirim gönderme* yanındaki engeli *kaldırın*',
      'Bu sayfaya dönün',
    ],
    safariMac: [
      '*Safari › Ayarlar › Web Siteleri*’ni açın',
      '*Bildirimler*’de bu siteye izin verin',
      'Bu sayfaya dönün',
    ],
    iosApp: ['*Ayarlar › Bildirimler*’i açın', 'Listede *bu uygulamayı* seçip *izin verin*', 'Bu uygulamaya dönün'],
    other: ['Tarayıcının *site ayarlarını* açın', '*Bildirimler*’e izin verin', 'Bu sayfaya dönün'],
  },
}

export type NotifyTexts = typeof trNotify
