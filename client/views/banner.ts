import type { Texts } from '#client/i18n/tr'
import type { Line } from '#client/state/types'
import { el } from './element.ts'
import { icon } from './icon.ts'

type BannerOptions = { t: Texts; lang: string; onRetry(): void }

const patienceMs = 1500

/**
 * Milliseconds until a broken line is worth a word: 0 at once, `null` while it is open, has never been down, or is over
 * for good, which is said elsewhere.
 */
export const bannerDelayMs = ({ phase, offline, retryAt, downSince }: Line, now: number): number | null => {
  if (phase === 'open' || (phase === 'waiting' && retryAt === null)) return null
  if (offline) return 0
  return downSince === null ? null : Math.max(0, downSince + patienceMs - now)
}

type Kind = 'down' | 'asking' | 'crowded' | 'offline'

const wordsOf = (kind: Kind, t: Texts): readonly [title: string, body: string] => {
  switch (kind) {
    case 'down':
      return [t.downTitle, t.downBody]
    case 'asking':
      return [t.askingTitle, t.askingBody]
    case 'crowded':
      return [t.crowdedTitle, t.crowdedBody]
    case 'offline':
      return [t.offlineTitle, t.offlineBody]
  }
}

const kindOf = ({ offline, refusal, isAsking }: Line): Kind => {
  if (offline) return 'offline'
  if (refusal === 'rate_limited') return 'crowded'
  return isAsking ? 'asking' : 'down'
}

const createNotice = ({ t, onRetry }: BannerOptions, kind: Kind): HTMLElement => {
  const key = el('button', { type: 'button', class: 'key plain sm' }, t.tryNow)
  key.addEventListener('click', onRetry)
  const [title, body] = wordsOf(kind, t)
  const words = el('p', {}, el('b', {}, title), ` ${body}`)
  return el('div', { class: 'banner' }, icon('off', 'md'), words, key)
}

/** Says plainly that the line is down, whether messages come all the same, and that nothing is lost. Short cuts pass without a word. */
export const createBanner = (options: BannerOptions) => {
  const element = el('div', { role: 'status' })
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = ''

  const show = (kind: '' | Kind): void => {
    if (kind === shown) return
    shown = kind
    element.replaceChildren(...(kind === '' ? [] : [createNotice(options, kind)]))
  }

  return {
    element,
    update(line: Line): void {
      clearTimeout(timer)
      const delayMs = bannerDelayMs(line, Date.now())
      if (delayMs === null) return show('')
      const kind = kindOf(line)
      if (delayMs === 0 || shown !== '') return show(kind)
      timer = setTimeout(() => show(kind), delayMs)
    },
  }
}
