import { el, setAttribute } from './element.ts'
import { keepAboveKeyboard } from './visual-viewport.ts'

export const hasCoarsePointer = (): boolean => matchMedia('(pointer: coarse)').matches

const growsByItself = (): boolean => CSS.supports('field-sizing', 'content')

/** `#txt`: grows with what stands in it, up to a height that the stylesheet sets. */
export const createComposerField = () => {
  const element = el('textarea', {
    id: 'txt',
    rows: 1,
    dir: 'auto',
    enterkeyhint: hasCoarsePointer() ? 'enter' : 'send',
  })
  element.addEventListener('focus', keepAboveKeyboard, { once: true })
  return {
    element,
    /** What is to be written now. */
    ask(words: string): void {
      setAttribute(element, 'placeholder', words)
      setAttribute(element, 'aria-label', words)
    },
    fit(): void {
      if (growsByItself()) return
      element.style.height = 'auto'
      element.style.height = `${element.scrollHeight}px`
    },
  }
}

export const isPlainUp = ({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  key === 'ArrowUp' && !shiftKey && !altKey && !ctrlKey && !metaKey
