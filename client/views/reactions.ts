import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import type { Side } from '#protocol/messages'
import { el } from './element.ts'

type ReactionsOptions = {
  t: Texts
  self: Side
  nameOf(speaker: { role: Side; mine: boolean }): string
  /** The reaction that this side should have now; `null` for none. */
  onReact(emoji: string | null): void
}

type Reactions = Entry['reactions']

const whose = ({ user, admin }: Reactions): [string, Side[]][] => {
  if (user && user === admin) return [[user, ['user', 'admin']]]
  const each: [string | undefined, Side[]][] = [
    [user, ['user']],
    [admin, ['admin']],
  ]
  return each.flatMap<[string, Side[]]>(([emoji, sides]) => (emoji ? [[emoji, sides]] : []))
}

/** Below a bubble: each emoji once, with whose it is in words. A press gives the same one, or takes one's own back. */
export const createReactions = ({ t, self, nameOf, onReact }: ReactionsOptions) => {
  const element = el('div', { class: 'reacts' })

  const pill = (emoji: string, sides: Side[]): HTMLButtonElement => {
    const [one = '', other] = sides.map((role) => nameOf({ role, mine: role === self }))
    const label = t.reactedBy(other === undefined ? one : t.both(one, other), emoji)
    const isOwn = sides.includes(self)
    const count = sides.length > 1 ? el('span', { class: 'num' }, String(sides.length)) : null
    const key = el(
      'button',
      { type: 'button', 'aria-label': label, title: label, 'aria-pressed': String(isOwn) },
      el('span', { 'aria-hidden': 'true' }, emoji),
      count,
    )
    key.addEventListener('click', () => onReact(isOwn ? null : emoji))
    return key
  }
  return {
    element,
    update(reactions: Reactions): void {
      element.replaceChildren(...whose(reactions).map(([emoji, sides]) => pill(emoji, sides)))
    },
  }
}

export const hasReactions = ({ user, admin }: Reactions): boolean => Boolean(user ?? admin)
