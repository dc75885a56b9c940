/** Which words are lit in the messages. Rows come and go as the list is scrolled; each that is there is drawn anew. */
export const createMarking = () => {
  const redraws = new WeakMap<Element, () => void>()
  let words: readonly string[] = []
  return {
    words: () => words,
    listen: (row: Element, redraw: () => void): void => void redraws.set(row, redraw),
    show(next: readonly string[], list: Element): void {
      if (next.join(' ') === words.join(' ')) return
      words = next
      for (const row of list.querySelectorAll('li.msg')) redraws.get(row)?.()
    },
  }
}

export type Marking = ReturnType<typeof createMarking>
