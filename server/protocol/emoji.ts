import * as z from 'zod/mini'

const build = () => ({
  segmenter: new Intl.Segmenter('en', { granularity: 'grapheme' }),
  // One that is shown as a picture: by itself, by the selector after it, or as a flag or a key cap.
  pictured: /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)$/v,
})

// Both are slow to make, and a start would wait for them.
let parts: ReturnType<typeof build> | null = null
const longest = 32

/** One grapheme of emoji, with its skin tone or its parts joined to it; no letter and no bare digit. */
export const isEmoji = (text: string): boolean => text.length > 0 && text.length <= longest && isOnePicture(text)

const isOnePicture = (text: string): boolean => {
  parts ??= build()
  return parts.pictured.test(text) && [...parts.segmenter.segment(text)].length === 1
}

export const emoji = z.string().check(z.refine(isEmoji, 'one emoji'))
