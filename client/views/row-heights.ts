const firstGuessPx = 56
const enoughRows = 20

/** How high each row is, measured once it was drawn and guessed until then; `topOf` counts from the first row. */
export const createRowHeights = () => {
  const measured = new Map<string, number>()
  let keys: readonly { key: string }[] = []
  let tops = new Float64Array(1)
  let guessPx = firstGuessPx
  let isGuessed = false

  // Guessed again with each row, the whole list would move under the reader's thumb.
  const guess = (): void => {
    if (isGuessed || measured.size === 0) return
    guessPx = [...measured.values()].reduce((sum, px) => sum + px, 0) / measured.size
    isGuessed = measured.size >= enoughRows
  }

  const sum = (): void => {
    guess()
    if (tops.length !== keys.length + 1) tops = new Float64Array(keys.length + 1)
    let top = 0
    keys.forEach(({ key }, index) => {
      tops[index] = top
      top += measured.get(key) ?? guessPx
    })
    tops[keys.length] = top
  }

  return {
    show(items: readonly { key: string }[]): void {
      keys = items
      sum()
    },
    /** Takes the heights of the rows from `from` on. */
    measure(from: number, heightsPx: readonly number[]): void {
      let isChanged = false
      heightsPx.forEach((px, offset) => {
        const key = keys[from + offset]?.key
        if (key === undefined || px <= 0 || measured.get(key) === px) return
        measured.set(key, px)
        isChanged = true
      })
      if (isChanged) sum()
    },
    topOf: (index: number): number => tops[Math.min(index, keys.length)] ?? 0,
    /** The row at this height. */
    indexAt(px: number): number {
      let low = 0
      let high = Math.max(0, keys.length - 1)
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if ((tops[middle] ?? 0) <= px) low = middle
        else high = middle - 1
      }
      return low
    },
    /** The rows are drawn in another width: nothing that was measured holds. */
    forget(): void {
      measured.clear()
      isGuessed = false
    },
  }
}
