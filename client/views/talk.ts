import { el } from './element.ts'

type TalkParts = {
  id?: string
  above?: HTMLElement
  header: HTMLElement
  /** Where the running call stands while it is minimised. */
  call?: HTMLElement
  banner: HTMLElement
  /** What the app around the chat has to say. */
  notice?: HTMLElement
  found?: HTMLElement
  messages: HTMLElement
  composer: HTMLElement
}

/** A conversation from top to bottom; the hat is the hair that tells the state of the line (`:root[data-line]`). */
export const createTalk = ({
  id,
  above,
  header,
  call,
  banner,
  notice,
  found,
  messages,
  composer,
}: TalkParts): { element: HTMLElement } => ({
  element: el(
    'main',
    { id: id ?? null, class: 'talk air' },
    above ?? null,
    header,
    el('div', { class: 'hat' }),
    call ?? null,
    banner,
    notice ?? null,
    found ?? null,
    messages,
    composer,
  ),
})
