import type { PictureTexts } from '#client/i18n/picture-texts'
import { el, setAttribute, setText } from './element.ts'
import { drawing, icon } from './icon.ts'

export type Sending = {
  /** From 0 to 1; null while it waits. At 1 all of it is with the server, which is at work. */
  progress: number | null
  bytes: number
}

const megabyte = 2 ** 20

/** Those who listen hear of it ten times at most. */
const spokenStep = 10

/** Of both the same unit, that of the whole. */
export const sizes = ({ progress, bytes }: Sending, p: PictureTexts): string => {
  const [unit, name, digits] = bytes < megabyte ? [1024, 'KB', 0] : [megabyte, 'MB', 1]
  const write = (count: number): string => (count / unit).toFixed(digits).replace('.', p.decimal)
  const whole = `${write(bytes)} ${name}`
  return progress === null ? whole : p.size(write(bytes * progress), whole)
}

const spokenPercent = (progress: number | null): string | null =>
  progress === null ? null : String(Math.floor((progress * 100) / spokenStep) * spokenStep)

/** Over a picture that is on its way: how much of it is there, and the way to stop it. */
export const createUploadRing = (p: PictureTexts, onCancel: () => void) => {
  const circle = 'M25 2a23 23 0 1 1 0 46 23 23 0 1 1 0-46Z'
  const ring = drawing(50, 50, [{ d: circle }, { d: circle }])
  const done = ring.lastElementChild
  const size = el('small', {
    class: 'num',
    role: 'progressbar',
    'aria-label': p.sending,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  })
  const key = el('button', { type: 'button', class: 'ring', 'aria-label': p.cancel, title: p.cancel }, icon('x'))
  const element = el('div', { class: 'prog', hidden: true }, key, size)
  done?.setAttribute('pathLength', '100')
  key.prepend(ring)
  key.addEventListener('click', onCancel)
  return {
    element,
    update(sending: Sending | null): void {
      element.hidden = sending === null
      if (!sending) return
      const { progress } = sending
      const isAtWork = progress === 1
      element.classList.toggle('at-work', isAtWork)
      if (done) setAttribute(done, 'stroke-dasharray', `${isAtWork ? 25 : Math.round((progress ?? 0) * 100)} 100`)
      setAttribute(size, 'aria-valuenow', spokenPercent(progress))
      setText(size, isAtWork ? p.atWork : sizes(sending, p))
    },
  }
}
