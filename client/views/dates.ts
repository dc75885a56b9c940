import type { Texts } from '#client/i18n/tr'
import type { Language } from '#protocol/text'

const locales: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB' }
const minuteMs = 60_000
const dayMinutes = 24 * 60

/** Local midnight before a moment, both in milliseconds since 1970. */
export const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0)

/** The next local midnight; a day may have 23 or 25 hours. */
export const endOfDay = (ms: number): number => new Date(ms).setHours(24, 0, 0, 0)

export type Dates = ReturnType<typeof createDates>

/** Moments in the reader's zone and language. All arguments are milliseconds since 1970. */
export const createDates = (t: Texts, lang: Language) => {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales[lang], options)
  const clock = format({ hour: '2-digit', minute: '2-digit' })
  const full = format({ dateStyle: 'full', timeStyle: 'short' })
  const day = format({ day: 'numeric', month: 'long', weekday: 'long' })
  const dayOfYear = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const short = format({ day: 'numeric', month: 'short' })

  const near = (ms: number, now: number): string | null => {
    if (startOfDay(ms) === startOfDay(now)) return t.today
    return startOfDay(ms) === startOfDay(startOfDay(now) - 1) ? t.yesterday : null
  }
  const dayName = (ms: number, now: number): string =>
    near(ms, now) ?? (new Date(ms).getFullYear() === new Date(now).getFullYear() ? day : dayOfYear).format(ms)

  return {
    clock: (ms: number): string => clock.format(ms),
    full: (ms: number): string => full.format(ms),
    dayName,
    /** Today the clock, yesterday its name, else day and month: for a narrow place. */
    brief(ms: number, now: number): string {
      const name = near(ms, now)
      if (name === t.today) return clock.format(ms)
      return name ?? short.format(ms)
    },
    /** Within a sentence: the clock, and before it the day unless that is today ("dün 19:05"). */
    moment(ms: number, now: number): string {
      const name = dayName(ms, now)
      if (name === t.today) return clock.format(ms)
      return `${name === t.yesterday ? name.toLocaleLowerCase(lang) : name} ${clock.format(ms)}`
    },
    /** Whole minutes, hours or days, at least one minute. */
    duration(ms: number): string {
      const minutes = Math.max(1, Math.floor(ms / minuteMs))
      if (minutes < 60) return t.minutes(minutes)
      return minutes < dayMinutes ? t.hours(Math.floor(minutes / 60)) : t.days(Math.floor(minutes / dayMinutes))
    },
  }
}
