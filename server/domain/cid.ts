const letterOrDigit = /[\p{L}\p{Nd}]/u
const namePart = 16

/** The readable half of a CID: the name's letters and digits, NFC, the first 16; `Misafir` if there are none. */
export const cidStem = (name: string): string =>
  [...name.normalize('NFC')]
    .filter((character) => letterOrDigit.test(character))
    .slice(0, namePart)
    .join('') || 'Misafir'

/** `Eda-7F3C`; `digits` is 4, or 6 where the short ones are taken. `random` answers from 0 up to, not including, 1. */
export const makeCid = (name: string, digits: 4 | 6, random: () => number): string => {
  const suffix = Math.floor(random() * 16 ** digits)
  return `${cidStem(name)}-${suffix.toString(16).toUpperCase().padStart(digits, '0')}`
}
