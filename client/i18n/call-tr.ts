import type { CallEnd, CallNote } from '#client/call/types'
import type { MicrophoneFault } from '#client/platform/microphone'

export type Words = { title: string; body: string }

/** Ends that need no words of a fault; those of the microphone are in `help`. */
export type WordedEnd = Exclude<CallEnd, 'no_microphone'>

/** Every text of calls, in Turkish; the shape that English must fill. */
export const callTr = {
  incoming: 'Gelen arama',
  call: 'Arama',
  voiceCall: 'Sesli arama',
  videoCall: 'Görüntülü arama',
  callsYou: 'sizi arıyor',
  lastWrote: 'Son yazdığı:',
  silence: 'Zili sustur',
  silenced: 'Zil susturuldu',
  replyByMessage: 'Mesajla yanıtla',
  decline: 'Reddet',
  accept: 'Kabul et',

  ringing: 'Çalıyor…',
  calling: 'Aranıyor…',
  connecting: 'Bağlanıyor…',
  talking: 'Görüşme sürüyor',
  reconnecting: 'Yeniden bağlanıyor…',
  seconds: (seconds: number): string => `${seconds} sn`,
  length: (hours: number, minutes: number, seconds: number): string =>
    hours > 0 ? `${hours} sa ${minutes} dk` : minutes > 0 ? `${minutes} dk ${seconds} sn` : `${seconds} sn`,

  keys: 'Görüşme tuşları',
  microphone: 'Mikrofon',
  off: 'Kapalı',
  camera: 'Kamera',
  cameraOpens: 'Açılıyor…',
  speaker: 'Hoparlör',
  hangUp: 'Kapat',
  flip: 'Kamerayı çevir',
  ownPicture: 'Kendi görüntünüz',
  otherPicture: (name: string): string => `Görüntü: ${name}`,
  minimise: 'Küçült',
  close: 'Kapat',

  bar: 'Süren görüşme',
  backToCall: 'Görüşmeye dön',
  muted: 'mikrofon kapalı',
  mute: 'Mikrofonu kapat',
  unmute: 'Mikrofonu aç',
  showEnd: 'Ayrıntıyı göster',

  alsoCalls: (name: string): string => `${name} arıyor`,
  alsoWithVideo: 'Görüntülü arama',
  takeIt: 'Kabul',
  takeItOf: (name: string): string => `Kabul: ${name}`,
  declineIt: 'Reddet',
  declineItOf: (name: string): string => `Reddet: ${name}`,
  endsThisOne: 'Kabul ederseniz bu görüşme biter.',

  sounds: 'Ses ayarı',
  output: 'Ses nereden gelsin?',
  input: 'Mikrofon',
  ownChoice: 'Cihazın seçtiği',
  unnamed: (nth: number): string => `Aygıt ${nth}`,
  kept: 'Seçiminiz bu cihazda hatırlanır.',
  soundsFailed: 'Aygıtlar okunamadı. Pencereyi kapatıp yeniden deneyin.',
  outputFailed: 'Ses oraya verilemedi. Başka bir aygıt seçin.',
  outputByPhone: {
    title: 'iPhone’da ses çıkışını telefon seçer.',
    body: 'Denetim Merkezi’nden değiştirebilirsiniz.',
  },
  outputByDevice: {
    title: 'Bu tarayıcıda ses çıkışını cihaz seçer.',
    body: 'Cihazınızın ses ayarlarından değiştirebilirsiniz.',
  },

  listen: 'Dokunun: ses',
  notes: {
    tap_to_hear: { title: 'Ses kapalı kaldı.', body: 'Tarayıcı sesi ancak bir dokunuşla açıyor.' },
    not_heard: { title: 'Sizi duyamıyor.', body: 'Mikrofon açılamadı; yalnızca dinliyorsunuz.' },
    microphone_lost: { title: 'Mikrofon gitti.', body: 'Çıkarılmış ya da izni geri alınmış; sesiniz gitmiyor.' },
    microphone_changed: { title: 'Mikrofon değişti.', body: 'Artık başka bir mikrofonla konuşuyorsunuz.' },
    camera_refused: { title: 'Kameraya izin verilmedi.', body: 'Görüşme sesli sürüyor.' },
    camera_absent: {
      title: 'Kamera açılamadı.',
      body: 'Takılı değil ya da başka bir uygulamada. Görüşme sesli sürüyor.',
    },
    camera_lost: { title: 'Kamera kapandı.', body: 'Çıkarılmış ya da başka bir uygulamaya geçmiş olabilir.' },
    own_paused: {
      title: 'Mikrofonunuz durdu.',
      body: 'Cihazınız onu duraklattı; bu sayfaya dönünce sesiniz yine gider.',
    },
    other_paused: {
      title: 'Karşı tarafın mikrofonu durdu.',
      body: 'Telefonu kilitlenmiş olabilir; geri dönünce ses kendiliğinden gelir.',
    },
    other_muted: { title: 'Karşı tarafın mikrofonu kapalı.', body: '' },
    line_down: { title: 'Sunucuyla bağlantı yok.', body: 'Görüşme sürüyor; bağlantı yeniden kuruluyor.' },
    rings_unseen: { title: 'Sunucuyla bağlantı yok.', body: 'Bağlantı gelince zil çalmaya devam eder.' },
    all_busy: { title: 'Şu anda başka bir görüşmede.', body: 'Zil çalmaya devam ediyor.' },
  } satisfies Record<CallNote, Words>,

  over: (name: string, length: string) =>
    ({
      hangup: { title: 'Arama bitti', body: '' },
      cancelled: { title: 'Aramadan vazgeçildi', body: '' },
      missed: { title: `${name} şu an açamadı`, body: 'Aradığınızı konuşmada görecek.' },
      declined: { title: `${name} şu an konuşamıyor`, body: 'Aradığınızı konuşmada görecek.' },
      busy: { title: 'Hat meşgul', body: 'Şu anda süren başka bir arama var. Biraz sonra yeniden deneyin.' },
      lost: {
        title: 'Bağlantı koptu',
        body: length === '' ? 'Yeniden bağlanılamadı.' : `Yeniden bağlanılamadı. Görüşme ${length} sürmüştü.`,
      },
      connect_failed: {
        title: 'Bu ağ aramaya izin vermiyor',
        body: 'Yazışma çalışıyor. Arama için mobil veriye ya da başka bir ağa geçip yeniden deneyin.',
      },
      no_calls: {
        title: 'Bu tarayıcı arama yapamıyor',
        body: 'Yazışma çalışıyor. Aramak için sayfayı Chrome, Edge, Firefox ya da Safari’nin yeni bir sürümünde açın.',
      },
      forbidden: { title: 'Arama yapılamıyor', body: 'Bu konuşmada aramaya izin verilmiyor.' },
      rate_limited: { title: 'Çok sık aradınız', body: 'Biraz bekleyip yeniden arayabilirsiniz.' },
      unavailable: {
        title: 'Arama kurulamadı',
        body: 'Sunucuya ulaşılamadı. İnternetinizi kontrol edip yeniden deneyin.',
      },
      elsewhere: { title: 'Başka bir yerde yanıtlandı', body: 'Görüşme başka bir cihazda ya da sekmede.' },
    }) satisfies Record<WordedEnd, Words>,
  missedHere: 'Cevapsız arama',
  forOperator: 'İşletme için:',
  needsTurn: 'doğrudan bağlantı kurulamadı, bir TURN sunucusu gerekiyor. Kod:',
  againIn: 'Yeniden arayabileceğiniz süre:',
  leaveVoice: 'Sesli mesaj bırak',
  again: 'Yeniden ara',
  callBack: 'Geri ara',
  retry: 'Yeniden dene',
  toChat: 'Yazışmaya dön',
  /** Of the microphone, where what is said of recording does not fit a call. */
  help: {
    absent: { title: 'Mikrofon bulunamadı', body: 'Bir mikrofon ya da kulaklık takıp yeniden deneyin.' },
    insecure: {
      title: 'Bu adresten arama yapılamıyor',
      body: 'Tarayıcılar mikrofonu yalnızca https ile başlayan adreslerde açar. Yazışma çalışıyor.',
    },
    old: { title: 'Bu tarayıcı arama yapamıyor', body: 'Tarayıcınızı güncelleyin. Yazışma çalışıyor.' },
  } satisfies Partial<Record<MicrophoneFault, Words>>,

  card: {
    talkedVoice: 'Sesli arama',
    talkedVideo: 'Görüntülü arama',
    missed: 'Cevapsız arama',
    missedVideo: 'Cevapsız görüntülü arama',
    noAnswer: 'Yanıt vermedi',
    declinedByOther: 'Aramanız reddedildi',
    declinedByYou: 'Aramayı reddettiniz',
    cancelled: 'Aramadan vazgeçtiniz',
    lost: 'Bağlantı koptu',
    failed: 'Bağlantı kurulamadı',
    leave: 'Bırak',
  },
}
