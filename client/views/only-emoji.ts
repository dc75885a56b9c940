const most = 6
const longest = most * 24

// Built at run time: the v flag in a literal would keep an older browser from reading the whole file.
const pattern = (() => {
  try {
    return new RegExp(`^(?:\\p{RGI_Emoji}\\s*){1,${most}}$`, 'v')
  } catch {
    return null
  }
})()

/** One to six emoji and nothing else: such a message is drawn large. */
export const isOnlyEmoji = (text: string): boolean => text.length <= longest && pattern?.test(text.trim()) === true
