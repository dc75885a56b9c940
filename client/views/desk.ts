import { el } from './element.ts'

type DeskView = 'list' | 'talk'

type DeskParts = { threads: HTMLElement; talk: HTMLElement; details: HTMLElement }

/**
 * The admin's page: list and conversation side by side from 900 px on, below that the one that `show` names; from 1200 px
 * on the details beside them.
 */
export const createDesk = ({ threads, talk, details }: DeskParts) => ({
  element: el('div', { class: 'desk' }, threads, talk, details),
  show(view: DeskView): void {
    document.body.dataset.view = view
  },
})
