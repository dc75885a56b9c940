// sıfır bir iki üç dört beş altı yedi sekiz dokuz, then on yirmi otuz kırk elli altmış yetmiş seksen doksan
const ones = ['a', 'e', 'ye', 'e', 'e', 'e', 'ya', 'ye', 'e', 'a']
const tens = ['', 'a', 'ye', 'a', 'a', 'ye', 'a', 'e', 'e', 'a']

/** The dative suffix of a number as Turkish reads it, by its last word: 24’e, 6’ya, 40’a, 100’e, 1.000.000’a. */
export const numberSuffix = (number: string): string => {
  const isGrouped = /^\d{1,3}(\.\d{3})+$/.test(number)
  const digits = isGrouped ? number.replaceAll('.', '') : (number.split(/[.,]/).at(-1) ?? '')
  const zeros = digits.length - digits.replace(/0+$/, '').length
  const last = Number(digits.charAt(digits.length - zeros - 1))
  if (zeros === 0 || zeros === digits.length) return ones[zeros === 0 ? last : 0] ?? 'e'
  if (zeros === 1) return tens[last] ?? 'e'
  // yüz, bin; from a million on: milyon, milyar, trilyon
  return zeros < 6 ? 'e' : 'a'
}
