import { el, setAttribute } from './element.ts'

type SwitchState = { isOn: boolean; isBusy?: boolean }

/** On or off, at once. While it is busy a press does nothing, and the focus stays. */
export const createSwitch = ({ label, onToggle }: { label: string; onToggle(): void }) => {
  const element = el('button', { type: 'button', class: 'switch', role: 'switch', 'aria-label': label })
  element.addEventListener('click', () => element.getAttribute('aria-disabled') !== 'true' && onToggle())
  return {
    element,
    update({ isOn, isBusy = false }: SwitchState): void {
      setAttribute(element, 'aria-checked', String(isOn))
      setAttribute(element, 'aria-disabled', isBusy ? 'true' : null)
    },
  }
}
