import type { MicrophoneFault } from '#client/platform/microphone'
import type { Language } from '#protocol/text'

type Help = { title: string; body: string }

const tr = {
  recording: 'Sesli mesaj kaydı',
  opening: 'Mikrofon açılıyor…',
  started: 'Kayıt başladı.',
  slide: 'Kaydır, vazgeç',
  locks: 'Yukarı kaydırın: kilitle',
  locked: 'Kayıt kilitlendi. Gönder tuşuyla gönderilir.',
  discard: 'Vazgeç',
  listenFirst: 'Durdur ve dinle',
  left: (seconds: number): string => `${seconds} sn kaldı`,
  soonOver: (seconds: number): string => `Kayıt ${seconds} saniye sonra durur; sonra dinleyip gönderebilirsiniz.`,
  tooLong: 'Bir sesli mesaj en çok 5 dakikadır. Kaydınız duruyor: dinleyip gönderin.',
  slip: 'Kaydetmek için basılı tutun ya da kısaca dokunun.',
  discarded: 'Kayıt silindi',
  taken: 'Mikrofon kapandı. Kaydınız duruyor: dinleyip gönderin.',
  kept: 'Kaydınız duruyor: dinleyip gönderin.',
  keptThere: 'Kaydınız konuşmasında duruyor: geri dönünce dinleyip gönderin.',
  nothingHeard: 'Mikrofondan ses gelmedi. Yeniden deneyin.',

  review: 'Sesli mesajı dinleyin',
  remove: 'Sil',
  notSound: 'Bu dosya ses olarak açılamadı. MP3, M4A, OGG, WebM ya da WAV seçin.',
  tooLarge: (megabytes: number): string => `Bu dosya çok büyük; en çok ${megabytes} MB olabilir.`,

  play: (length: string): string => `Sesli mesajı oynat, ${length}`,
  pause: 'Duraklat',
  position: 'Sesli mesajda konum',
  at: (position: string, length: string): string => `${position}, toplam ${length}`,
  spoken: (minutes: number, seconds: number): string =>
    minutes > 0 ? `${minutes} dakika ${seconds} saniye` : `${seconds} saniye`,
  speed: (rate: string): string => `Hız: ${rate}`,
  decimal: ',',
  unheard: 'Dinlenmedi',
  loading: 'Yükleniyor…',
  failed: 'Oynatılamadı',
  cannotPlay: 'Sesli mesaj oynatılamadı. İnternetinizi kontrol edip yeniden deneyin.',
  again: 'Yeniden dene',
  sending: (percent: number): string => `Gönderiliyor, %${percent}`,
  cancel: 'Göndermekten vazgeç',
  title: 'Sesli mesaj',

  close: 'Kapat',
  pickFile: 'Dosya seç',
  help: {
    refused: {
      title: 'Mikrofona izin verilmedi',
      body: 'Adres çubuğundaki kilit ya da ayar simgesine dokunun, Mikrofon’u “İzin ver” yapın, sonra yeniden deneyin.',
    },
    asked: {
      title: 'Mikrofon sorusu yanıtlanmadı',
      body: 'Yeniden deneyin ve tarayıcının sorusunda “İzin ver”i seçin.',
    },
    system: {
      title: 'Cihazınız mikrofona izin vermiyor',
      body: 'Cihazın ayarlarında gizlilik bölümünü açıp bu tarayıcıya mikrofon izni verin, sonra yeniden deneyin.',
    },
    absent: {
      title: 'Mikrofon bulunamadı',
      body: 'Bir mikrofon ya da kulaklık takıp yeniden deneyin. Dilerseniz hazır bir ses dosyası gönderin.',
    },
    busy: {
      title: 'Mikrofon açılamadı',
      body: 'Başka bir uygulama ya da sekme kullanıyor olabilir. Onu kapatıp yeniden deneyin.',
    },
    insecure: {
      title: 'Bu adreste mikrofon kullanılamıyor',
      body: 'Tarayıcılar mikrofonu yalnızca https ile başlayan adreslerde açar. Ses kaydedicinizle kaydedip dosyayı gönderebilirsiniz.',
    },
    old: {
      title: 'Bu tarayıcı ses kaydedemiyor',
      body: 'Tarayıcınızı güncelleyin ya da ses kaydedicinizle kaydedip dosyayı gönderin.',
    },
    failed: { title: 'Mikrofon açılamadı', body: 'Bir sorun oluştu. Yeniden deneyin.' },
  } satisfies Record<MicrophoneFault, Help>,
}

type VoiceTexts = Omit<typeof tr, 'help'> & { help: Record<MicrophoneFault, Help> }

const en: VoiceTexts = {
  recording: 'Recording a voice message',
  opening: 'Opening the microphone…',
  started: 'Recording has begun.',
  slide: 'Slide to cancel',
  locks: 'Slide up to lock',
  locked: 'The recording is locked. Send it with the Send key.',
  discard: 'Discard',
  listenFirst: 'Stop and listen',
  left: (seconds) => `${seconds} s left`,
  soonOver: (seconds) => `The recording stops in ${seconds} seconds; then you can listen and send it.`,
  tooLong: 'A voice message is 5 minutes at most. Yours is kept: listen and send it.',
  slip: 'Press and hold to record, or tap briefly.',
  discarded: 'Recording deleted',
  taken: 'The microphone was closed. Your recording is kept: listen and send it.',
  kept: 'Your recording is kept: listen and send it.',
  keptThere: 'Your recording waits in its conversation: listen and send it when you are back.',
  nothingHeard: 'Nothing came from the microphone. Try again.',

  review: 'Listen to your voice message',
  remove: 'Delete',
  notSound: 'This file cannot be opened as sound. Choose MP3, M4A, OGG, WebM or WAV.',
  tooLarge: (megabytes) => `This file is too large; ${megabytes} MB is the most.`,

  play: (length) => `Play the voice message, ${length}`,
  pause: 'Pause',
  position: 'Position in the voice message',
  at: (position, length) => `${position} of ${length}`,
  spoken: (minutes, seconds) => {
    const inSeconds = `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`
    return minutes > 0 ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${inSeconds}` : inSeconds
  },
  speed: (rate) => `Speed: ${rate}`,
  decimal: '.',
  unheard: 'Not played yet',
  loading: 'Loading…',
  failed: 'Could not be played',
  cannotPlay: 'The voice message could not be played. Check your connection and try again.',
  again: 'Try again',
  sending: (percent) => `Sending, ${percent}%`,
  cancel: 'Do not send it',
  title: 'Voice message',

  close: 'Close',
  pickFile: 'Choose a file',
  help: {
    refused: {
      title: 'The microphone is not allowed',
      body: 'Press the lock or settings icon in the address bar, set Microphone to “Allow”, then try again.',
    },
    asked: {
      title: 'The question about the microphone was not answered',
      body: 'Try again, and choose “Allow” when the browser asks.',
    },
    system: {
      title: 'Your device does not allow the microphone',
      body: 'Open the privacy section of the device’s settings, allow this browser the microphone, then try again.',
    },
    absent: {
      title: 'No microphone was found',
      body: 'Plug in a microphone or a headset and try again. You can also send a sound file that you have.',
    },
    busy: {
      title: 'The microphone could not be opened',
      body: 'Another app or tab may be using it. Close that and try again.',
    },
    insecure: {
      title: 'No microphone at this address',
      body: 'Browsers open the microphone only at addresses that begin with https. You can record with your voice recorder and send the file.',
    },
    old: {
      title: 'This browser cannot record',
      body: 'Update your browser, or record with your voice recorder and send the file.',
    },
    failed: { title: 'The microphone could not be opened', body: 'Something went wrong. Try again.' },
  },
}

export const voiceTextsOf = (lang: Language): VoiceTexts => ({ tr, en })[lang]
export type { VoiceTexts }
