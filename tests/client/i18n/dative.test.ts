import { describe, expect, test } from 'bun:test'
import { dative } from '#client/i18n/dative'
import { en } from '#client/i18n/en'
import { tr } from '#client/i18n/tr'

const each = (cases: Record<string, string[]>) => {
  for (const [rule, expected] of Object.entries(cases))
    test(rule, () => {
      const given = expected.map((form) => form.slice(0, form.lastIndexOf('’')))
      expect(given.map(dative)).toEqual(expected)
    })
}

describe('dative', () => {
  each({
    'a name that ends in a consonant follows its last vowel': [
      'Admin Muhsin’e',
      'Onur’a',
      'Gül’e',
      'Yıldız’a',
      'Umut’a',
      'Zeynep’e',
      'Özgür’e',
      'Oğuzhan Küçükçekmecelioğlu’ya',
    ],
    'a name that ends in a vowel takes a y': [
      'Ayşe’ye',
      'Ali’ye',
      'Eda’ya',
      'Banu’ya',
      'Ülkü’ye',
      'Arzu’ya',
      'Sıtkı’ya',
    ],
    'the last word decides': ['Ayşe Yılmaz’a', 'Yılmaz Ayşe’ye', 'Ayşe-Nur’a', 'O’Neill’e'],
    'a thin l or t takes a front suffix': [
      'Kemal’e',
      'Bilal’e',
      'Hilal’e',
      'Cemal’e',
      'Celal’e',
      'Gülnihal’e',
      'Resul’e',
      'Eda Seyahat’e',
      'Kaya Petrol’e',
    ],
    'a plain l does not': ['Erdal’a', 'Vural’a', 'Ünal’a', 'Birol’a', 'Erol’a', 'Kartal’a', 'İstanbul’a', 'Hayat’a'],
    'capital letters keep their dots': [
      'ALİ’ye',
      'NAZLI’ya',
      'DENİZ’e',
      'ILGIN’a',
      'IŞIL’a',
      'İPEK’e',
      'KEMAL’e',
      'MERT’e',
    ],
    'a decomposed letter is the letter': [`${'Gül'.normalize('NFD')}’e`, `${'DENİZ'.normalize('NFD')}’e`],
    'an abbreviation is read by its letters': [
      'TRT’ye',
      'ABD’ye',
      'PTT’ye',
      'İETT’ye',
      'IBM’ye',
      'T.C.’ye',
      'Kaya A.Ş.’ye',
      '3M’ye',
    ],
    'one that can be read as a word is': ['BİM’e', 'UNESCO’ya', 'TÜBİTAK’a', 'ODTÜ’ye', 'BERK’e', 'HALK’a'],
    'a single letter has a name': ['A’ya', 'E’ye', 'O’ya', 'Ü’ye', 'B’ye'],
    'accents of other languages are read over': [
      'José’ye',
      'René’ye',
      'Noël’e',
      'Kâmil’e',
      'Lâle’ye',
      'Søren’e',
      'Zoë’ye',
    ],
    'a final y after a consonant sounds as i': ['Mary’ye', 'Jenny’ye', 'Koray’a', 'Bey’e', 'Gülay’a'],
    'digits are read aloud': [
      'Ofis 0’a',
      'Ofis 1’e',
      'Ofis 2’ye',
      'Ofis 3’e',
      'Ofis 4’e',
      'Ofis 5’e',
      'Ofis 6’ya',
      'Ofis 7’ye',
      'Ofis 8’e',
      'Ofis 9’a',
    ],
    'tens are read aloud': ['10’a', '20’ye', '30’a', '40’a', '50’ye', '60’a', '70’e', '80’e', '90’a', '24’e', '106’ya'],
    'larger numbers are read by their last word': [
      '100’e',
      '500’e',
      '1000’e',
      '1.000’e',
      '20.000’e',
      '1.000.000’a',
      '3000000000’a',
      '00’a',
      '007’ye',
      '2.0’a',
      '7/24’e',
      'A101’e',
      'Ofis24’e',
    ],
    'what belongs to something takes an n': [
      'Destek Ekibi’ne',
      'Müşteri Hizmetleri’ne',
      'Ziraat Bankası’na',
      'Satış Ofisi’ne',
    ],
    'a name alone does not belong to anything': ['Ekibi’ye'],
    'signs at the end are passed over': ['Ayşe (Destek)’e', 'Muhsin!’e', 'Eda 🌟’ya', '“Onur”’a'],
    'letters of other scripts get something to read': [
      'Мария’ya',
      'Олег’e',
      'Николай’a',
      '明’e',
      'محمد’e',
      '🌟’e',
      '’e',
    ],
  })

  test('the heading of the chat uses it', () => {
    expect(tr.connectedTo('Admin Muhsin')).toBe('Admin Muhsin’e bağlandınız')
    expect(en.connectedTo('Admin Muhsin')).toBe('You are connected to Admin Muhsin')
  })
})
