import type { PictureTexts } from '#client/i18n/picture-texts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'

type ViewerBarOptions = { p: PictureTexts; onClose: () => void; onReply: () => void }

type Saved = { address: string; mime: string; createdAt: number }

const endings: Record<string, string> = { 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif' }

/** As it lies in the person's folder: when it was sent, in their zone, and what it is. */
export const fileNameOf = ({ mime, createdAt }: Omit<Saved, 'address'>): string => {
  const at = new Date(createdAt)
  const two = (count: number): string => String(count).padStart(2, '0')
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`
  return `konusma-${day}-${two(at.getHours())}${two(at.getMinutes())}.${endings[mime] ?? 'jpg'}`
}

/** Who sent it and when, and what can be done with it. */
export const createViewerBar = ({ p, onClose, onReply }: ViewerBarOptions) => {
  const close = el('button', { type: 'button', class: 'ghost', 'aria-label': p.close, autofocus: true }, icon('x'))
  const reply = el('button', { type: 'button', class: 'ghost', 'aria-label': p.reply }, icon('reply'))
  const save = el('a', { class: 'ghost', 'aria-label': p.save, hidden: true }, icon('download'))
  const [name, when] = [el('h2'), el('p', { class: 'num' })]
  close.addEventListener('click', onClose)
  reply.addEventListener('click', onReply)
  return {
    element: el('header', { class: 'bar' }, close, el('div', { class: 'who' }, name, when), reply, save),
    update(shown: { name: string; when: string; canReply: boolean }): void {
      setText(name, shown.name)
      setText(when, shown.when)
      reply.hidden = !shown.canReply
    },
    /** The picture itself, to be kept. */
    offer(saved: Saved | null): void {
      save.hidden = saved === null
      if (!saved) return
      save.href = saved.address
      save.download = fileNameOf(saved)
    },
    focus: (): void => close.focus(),
  }
}
