import type { Texts } from '#client/i18n/tr'
import type { NotifyTexts } from '#client/i18n/tr-notify'
import type { PushTrial } from '#client/state/notify'
import type { Language } from '#protocol/text'
import type { Outcome } from './outcome.ts'

const locales: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB' }

const secondsOf = (ms: number, lang: Language): string =>
  (ms / 1000).toLocaleString(locales[lang], { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** A test push in plain words, and what to do where it went wrong. */
export const trialOutcome = (
  trial: PushTrial,
  { t, n, lang }: { t: Texts; n: NotifyTexts; lang: Language },
): Outcome | null => {
  const bad = (text: string): Outcome => ({ tone: 'amber', text })
  switch (trial.step) {
    case 'idle':
      return null
    case 'sending':
      return { tone: 'grey', text: n.testSending }
    case 'waiting':
      return { tone: 'grey', text: n.testWaiting }
    case 'arrived':
      return { tone: 'green', text: n.testArrived(secondsOf(trial.afterMs, lang)) }
    case 'lost':
      return bad(n.testLost)
    case 'unheard':
      return { tone: 'grey', text: n.testUnheard }
    case 'unreached':
      return bad(n.testUnreached)
    case 'unknown':
      return bad(n.testUnknown)
    case 'refused':
      return bad(n.testRefused(trial.status))
    case 'limited':
      return bad(n.testLimited(Math.ceil(trial.waitMs / 1000)))
    case 'failed':
      return bad(n.testFailed(t.failure(trial.code)))
  }
}
