import { el } from './element.ts'
import { type IconName, icon } from './icon.ts'
import { stressed } from './stressed.ts'

export type Outcome = { tone: 'green' | 'amber' | 'grey'; text: string }

const icons: Record<Outcome['tone'], IconName> = { green: 'check', amber: 'alert', grey: 'clock' }

/** What came of something, said aloud where it changes. */
export const createOutcome = () => {
  const element = el('div', { role: 'status' })
  let shown = ''
  return {
    element,
    show(outcome: Outcome | null): void {
      const next = outcome === null ? '' : `${outcome.tone} ${outcome.text}`
      if (next === shown) return
      shown = next
      element.replaceChildren(...(outcome === null ? [] : [drawn(outcome)]))
    },
  }
}

const drawn = ({ tone, text }: Outcome): HTMLElement =>
  el('div', { class: `outcome ${tone}` }, icon(icons[tone], 'md'), el('p', {}, ...stressed(text)))
