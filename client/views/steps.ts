import { el } from './element.ts'
import { type IconName, icon } from './icon.ts'
import { stressed } from './stressed.ts'

/** `word`: what stands on the key to look for, in the place of a picture. */
export type Step = { text: string; icon: IconName; word?: string }

/** What to do, one after the other; each with a picture of what to look for. */
export const createSteps = (steps: readonly Step[]): HTMLElement =>
  el(
    'ol',
    { class: 'steps' },
    ...steps.map(({ text, icon: name, word }, at) =>
      el(
        'li',
        {},
        el('span', { class: 'n' }, String(at + 1)),
        el('p', {}, ...stressed(text)),
        el('span', { class: word === undefined ? 'pict' : 'pict word' }, word ?? icon(name, 'md')),
      ),
    ),
  )

/** Ways to choose among. */
export const createWays = (ways: readonly Step[]): HTMLElement =>
  el(
    'ul',
    { class: 'steps' },
    ...ways.map(({ text, icon: name }) =>
      el('li', {}, el('p', {}, ...stressed(text)), el('span', { class: 'pict' }, icon(name, 'md'))),
    ),
  )
