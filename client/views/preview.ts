import type { PictureTexts } from '#client/i18n/picture-texts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'
import { createThumbs } from './preview-thumbs.ts'
import { standOver } from './stand-over.ts'

export type PreviewPicture = { key: number; name: string; url: string | null }

type PreviewOptions = {
  p: PictureTexts
  /** The conversation that it stands over; its `.dock` stays below it. */
  talk: HTMLElement
  onClose: () => void
  onAdd: () => void
  onSelect: (key: number) => void
  onStep: (by: number) => void
  onRemove: (key: number) => void
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 }

const ghost = (label: string, name: 'x' | 'trash', onPress: () => void): HTMLButtonElement => {
  const key = el('button', { type: 'button', class: 'ghost', 'aria-label': label }, icon(name))
  key.addEventListener('click', onPress)
  return key
}

const createStage = (p: PictureTexts) => {
  const image = el('img', { alt: '' })
  const waiting = el('p', { class: 'wait', role: 'status', 'aria-busy': 'true' }, icon('refresh', 'spin'), p.preparing)
  const element = el('div', { class: 'stage' })
  return {
    element,
    update({ url, name }: PreviewPicture): void {
      setAttribute(image, 'alt', name)
      if (url !== null) setAttribute(image, 'src', url)
      const shown = url === null ? waiting : image
      if (shown.parentNode !== element) element.replaceChildren(shown)
    },
  }
}

/** Pictures before they are sent, large and one beside the other, over the conversation but not over the composer. */
export const createPreview = ({ p, talk, onClose, onAdd, onSelect, onStep, onRemove }: PreviewOptions) => {
  let selected: number | null = null
  const removeSelected = (): void => {
    if (selected !== null) onRemove(selected)
  }
  const count = el('h2')
  const who = el('div', { class: 'who' }, count, el('p', {}, p.noPlace))
  const top = el(
    'header',
    { class: 'bar' },
    ghost(p.close, 'x', onClose),
    who,
    ghost(p.removeThis, 'trash', removeSelected),
  )
  const stage = createStage(p)
  const thumbs = createThumbs({ p, onSelect, onAdd })
  const faults = el('div', { class: 'faults', role: 'alert' })
  const attributes = { class: 'preview', role: 'dialog', 'aria-label': p.staging, tabindex: -1 }
  const element = el('section', attributes, top, faults, stage.element, thumbs.element)

  const act = ({ key, target }: KeyboardEvent): (() => void) | null => {
    if (key === 'Escape') return talk.querySelector('.emojis:not([hidden])') ? null : onClose
    const step = steps[key]
    // In a caption the arrows go from letter to letter.
    const isWriting = target instanceof HTMLTextAreaElement && target.value !== ''
    if (step !== undefined && !isWriting) return () => onStep(step)
    return key === 'Delete' && element.contains(target as Node) ? removeSelected : null
  }
  const onKey = (event: KeyboardEvent): void => {
    const run = event.altKey || event.ctrlKey || event.metaKey || event.isComposing ? null : act(event)
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }
  const place = standOver(talk, element, onKey)
  return {
    element,
    open(): void {
      place.open()
      element.focus({ preventScroll: true })
    },
    close: place.close,
    /** One of the chosen files cannot go. */
    explain(words: string): void {
      faults.append(el('p', {}, icon('alert', 'md'), el('span', {}, words)))
    },
    update(pictures: readonly PreviewPicture[], selectedKey: number | null): void {
      selected = selectedKey
      const hadFocus = element.contains(document.activeElement)
      setText(count, p.count(pictures.length))
      thumbs.update(pictures, selectedKey)
      const shown = pictures.find(({ key }) => key === selectedKey)
      if (shown) stage.update(shown)
      if (hadFocus && !element.contains(document.activeElement)) element.focus({ preventScroll: true })
    },
  }
}
