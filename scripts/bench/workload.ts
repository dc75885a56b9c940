const bytesOfText = 200
const textsInPool = 1024

// From the most to the least frequent, as in the talk between a shop and its customers.
const stems =
  `bir ve bu için de ne var çok ben siz mi ama daha gibi sonra yok nasıl evet hayır tamam şey kadar bugün yarın
merhaba lütfen teşekkür sipariş kargo ürün fiyat adres ödeme fatura telefon mesaj iade beden renk saat gün hafta ay para
kart banka hesap indirim kampanya stok mağaza şube müşteri hizmet destek sorun çözüm bilgi link sayfa resim fotoğraf ses
kutu paket teslimat gönderi takip numara isim soyisim şehir ilçe mahalle sokak kapı kat daire ev iş okul araba otobüs
masa koltuk dolap yatak halı perde lamba ayna bardak tabak çatal kaşık bıçak tencere çay kahve şeker süt ekmek peynir
zeytin bal yumurta domates salatalık biber soğan patates elma portakal üzüm karpuz kiraz çilek kumaş düğme iplik gömlek
pantolon etek elbise ceket ayakkabı çorap şapka eldiven çanta kemer gözlük yüzük kolye küpe saatçi terzi usta çırak
gelmek gitmek almak vermek görmek bilmek istemek sormak yazmak okumak beklemek aramak bulmak göndermek değiştirmek
ölçü uzunluk genişlik yükseklik ağırlık garanti servis yedek parça motor pil şarj kablo ekran klavye fare yazıcı kâğıt
kırmızı mavi yeşil sarı beyaz siyah gri kahverengi küçük büyük uzun kısa yeni eski güzel hızlı yavaş sıcak soğuk`.split(
    /\s+/,
  )

const frontSuffixes = [
  '',
  'ler',
  'de',
  'den',
  'in',
  'i',
  'e',
  'im',
  'imiz',
  'siniz',
  'lerde',
  'leri',
  'lerinizden',
  'deki',
]
const backSuffixes = [
  '',
  'lar',
  'da',
  'dan',
  'ın',
  'ı',
  'a',
  'ım',
  'ımız',
  'sınız',
  'larda',
  'ları',
  'larınızdan',
  'daki',
]

const suffixesOf = (stem: string): string[] => (/[aıouâ][^aıoueiöüâ]*$/.test(stem) ? backSuffixes : frontSuffixes)

const vocabulary = frontSuffixes.flatMap((_, index) => stems.map((stem) => stem + (suffixesOf(stem)[index] ?? '')))

/** A small generator of numbers in 0…1 that gives every run the same texts (mulberry32). */
const createRandom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Zipf's law: the n-th word comes 1/n as often as the first. */
const createWords = (random: () => number) => {
  let total = 0
  const reached = vocabulary.map((_, index) => {
    total += 1 / (index + 1)
    return total
  })
  return (): string => {
    const point = random() * total
    return vocabulary[reached.findIndex((sum) => sum >= point)] ?? 'bir'
  }
}

const writeText = (nextWord: () => string): string => {
  let text = nextWord()
  while (Buffer.byteLength(text) < bytesOfText) text += ` ${nextWord()}`
  while (Buffer.byteLength(text) > bytesOfText) text = text.slice(0, -1)
  return text.trimEnd().padEnd(text.length + bytesOfText - Buffer.byteLength(text), '.')
}

/** Texts of 200 bytes of UTF-8, each already a JSON string, so that quoting costs the generator nothing. */
export const createTexts = (): string[] => {
  const nextWord = createWords(createRandom(1923))
  return Array.from({ length: textsInPool }, () => JSON.stringify(writeText(nextWord)))
}

const conversationDigits = 4
const sequenceDigits = 8

/** Names a message for good: which conversation, and which of its messages. */
export const toClientId = (conversation: number, sequence: number): string =>
  `m${String(conversation).padStart(conversationDigits, '0')}-${String(sequence).padStart(sequenceDigits, '0')}`

const clientIdKey = '"client_id":"m'

/** Finds the message's name in a frame without parsing all of it; null where there is none. */
export const readClientId = (frame: string): { conversation: number; sequence: number } | null => {
  const key = frame.indexOf(clientIdKey)
  if (key < 0) return null
  const start = key + clientIdKey.length
  const middle = start + conversationDigits
  return {
    conversation: Number(frame.slice(start, middle)),
    sequence: Number(frame.slice(middle + 1, middle + 1 + sequenceDigits)),
  }
}
