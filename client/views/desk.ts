import { el } from './element.ts'

type DeskView = 'list' | 'talk'

/** The admin's page: list and conversation side by side from 900 px on, below that the one that `show` names. */
export const createDesk = ({ threads, talk }: { threads: HTMLElement; talk: HTMLElement }) => ({
  element: el('div', { class: 'desk' }, threads, talk),
  show(view: DeskView): void {
    document.body.dataset.view = view
  },
})
