/** 128 random bits in base64url, 22 characters. Works without a secure context, where `randomUUID` does not exist. */
export const randomId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
