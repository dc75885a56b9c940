/** What the server writes to people itself, in their language; the pages' own texts are the client's. */
export const codeMessage = {
  tr: (code: string, minutes: number): string =>
    `Giriş kodunuz: ${code}\n${minutes} dakika geçerlidir, bir kez kullanılır.`,
  en: (code: string, minutes: number): string => `Your sign-in code: ${code}\nValid for ${minutes} minutes, once.`,
} as const
