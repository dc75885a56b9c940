// What the tests use of http_ece, which comes without types.
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  /** Decrypts a body of RFC 8188; throws where it is none, or not for this key. */
  export const decrypt: (
    body: Buffer,
    options: { version: 'aes128gcm'; privateKey: ECDH; authSecret: Buffer },
  ) => Buffer
}
