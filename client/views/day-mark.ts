import type { Dates } from './dates.ts'
import { el, setText } from './element.ts'

const shownMs = 1200

/** While the list is scrolled: the day that its first message is of. The days in the list say it to a screen reader. */
export const createDayMark = (dates: Dates) => {
  const element = el('div', { class: 'day-mark', 'aria-hidden': 'true' })
  let hiding: ReturnType<typeof setTimeout> | undefined

  const show = (isShown: boolean): void => {
    element.classList.toggle('shown', isShown)
  }
  return {
    element,
    update(day: number | null): void {
      clearTimeout(hiding)
      show(day !== null)
      if (day === null) return
      setText(element, dates.dayName(day, Date.now()))
      hiding = setTimeout(() => show(false), shownMs)
    },
  }
}
