/**
 * An id for a message: the time, then 96 random bits, in 25 characters of `A-Za-z0-9_-`. What is new stands together in
 * the server's index that way, which keeps its writes few; a wrong clock costs nothing else. Works without a secure
 * context, where `randomUUID` does not exist.
 */
export const randomId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  const random = btoa(String.fromCharCode(...bytes))
  return Date.now().toString(36).padStart(9, '0') + random.replaceAll('+', '-').replaceAll('/', '_')
}
