import type { Picking } from './picking.ts'

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.msg[data-id]') : null

/** While messages are picked a press anywhere on one picks it; the space bar does on the one that has the focus. */
export const listenToPicks = (list: HTMLElement, picking: Picking): void => {
  const onClick = (event: MouseEvent): void => {
    const row = rowOf(event.target)
    const isBox = event.target instanceof Element && event.target.closest('.pickbox') !== null
    if (!picking.isChoosing() || !row || isBox) return
    event.preventDefault()
    event.stopPropagation()
    picking.toggle(Number(row.dataset.id))
  }
  const onKey = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement && event.target.matches('.msg[data-id]') ? event.target : null
    const act =
      event.key === 'Escape' && picking.isChoosing()
        ? picking.clear
        : event.key === ' ' && row
          ? () => picking.toggle(Number(row.dataset.id))
          : null
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  list.addEventListener('click', onClick, { capture: true })
  list.addEventListener('keydown', onKey, { capture: true })
}
