/**
 * Awaits an import of `crypto.subtle` that may refuse its key. Bun 1.4.5 leaves the fault of a point that is not on its
 * curve behind for whoever makes a keyed hash next, which throws it then: somebody else's sign-in. A plain hash clears it.
 */
export const importCleanly = (importing: Promise<CryptoKey>): Promise<CryptoKey> => {
  new Bun.CryptoHasher('sha256').update('').digest()
  return importing
}
