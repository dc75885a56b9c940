import { offlineTexts } from '#client/i18n/offline'
import type { Texts } from '#client/i18n/tr'
import type { Line } from '#client/state/types'
import type { Language } from '#protocol/text'
import { createDates } from './dates.ts'
import { el } from './element.ts'
import { createNotice } from './notice.ts'

type BannerOptions = { t: Texts; lang: Language; onRetry(): void }

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
type BannerWords = readonly [title: string, body: string]

const wordsOf = (kind: Kind, t: Texts): BannerWords => {
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

/** What is shown may be of yesterday: then the banner says of when. */
const wordsAsOf = (kind: Kind, recalledAt: number, { t, lang }: BannerOptions): BannerWords => {
  const [title, body] = wordsOf(kind, t)
  const { lastState, writingWaits } = offlineTexts(lang)
  const when = createDates(t, lang).moment(recalledAt, Date.now())
  return [title, `${lastState(when)} ${kind === 'offline' ? writingWaits : body}`]
}

const createWarning = ({ t, onRetry }: BannerOptions, [title, body]: BannerWords): HTMLElement =>
  createNotice({ icon: 'off', title, body, action: t.tryNow, onAction: onRetry, isWarning: true })

/** Says plainly that the line is down, whether messages come all the same, and that nothing is lost. Short cuts pass without a word. */
export const createBanner = (options: BannerOptions) => {
  const element = el('div', { role: 'status' })
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = ''

  const show = (words: BannerWords | null): void => {
    const next = words?.join(' ') ?? ''
    if (next === shown) return
    shown = next
    element.replaceChildren(...(words ? [createWarning(options, words)] : []))
  }

  return {
    element,
    /** Somebody else says it. */
    hide(): void {
      clearTimeout(timer)
      show(null)
    },
    /** `recalledAt`: of when the conversation is, where it is only what this device saw last. */
    update(line: Line, recalledAt: number | null = null): void {
      clearTimeout(timer)
      const delayMs = bannerDelayMs(line, Date.now())
      if (delayMs === null) return show(null)
      const kind = kindOf(line)
      const words = recalledAt === null ? wordsOf(kind, options.t) : wordsAsOf(kind, recalledAt, options)
      if (delayMs === 0 || shown !== '') return show(words)
      timer = setTimeout(() => show(words), delayMs)
    },
  }
}
