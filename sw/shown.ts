import * as z from 'zod/mini'
import { pushKinds } from '#protocol/push'
import type { Language } from '#protocol/text'
import { pushTexts } from '#protocol/texts'
import type { App } from './app.ts'
import type { Pushed } from './payload.ts'

const text = z.catch(z.optional(z.string()), undefined)

/** What a notification carries for the moment when it is pressed. An older version of this worker may have written it. */
export const shownData = z.object({
  navigate: z.catch(z.string(), ''),
  kind: z.catch(z.nullable(z.enum(pushKinds)), null),
  chat_id: text,
  call_id: text,
  id: z.catch(z.optional(z.int()), undefined),
  expires_at: text,
  lang: z.catch(z.nullable(z.enum(['tr', 'en'])), null),
})
export type ShownData = z.infer<typeof shownData>

/** The later ones are not known to every browser; who does not know one leaves it out. */
export type Settings = NotificationOptions & {
  body: string
  tag: string
  lang: Language
  data: ShownData
  renotify?: boolean
  timestamp?: number
  vibrate?: number[]
  actions?: { action: 'answer' | 'decline'; title: string }[]
}

export type Shown = { title: string; settings: Settings }

export type Circumstances = {
  lang: Language
  nowMs: number
  /** Whether notifications have buttons here. */
  hasActions: boolean
  /** What is shown under the same tag. */
  before: readonly ShownData[]
}

const ringing = [400, 200, 400, 200, 400, 1000, 400, 200, 400, 200, 400]

/** Whether the call of a notification rings no more, by this device's clock. */
export const isOver = ({ kind, expires_at }: ShownData, nowMs: number): boolean =>
  kind === 'missed' || (kind === 'call' && Date.parse(expires_at ?? '') <= nowMs)

/** The name in the title of a ringing call; null where the title was made by other words than ours. */
const callerIn = (title: string, lang: Language): string | null => {
  const [before = '', after = ''] = pushTexts[lang].calls('\n').split('\n')
  const isOurs = title.length > before.length + after.length && title.startsWith(before) && title.endsWith(after)
  return isOurs ? title.slice(before.length, title.length - after.length) : null
}

const ringingSettings = (lang: Language, hasActions: boolean): Partial<Settings> => ({
  requireInteraction: true,
  vibrate: ringing,
  ...(hasActions && {
    actions: [
      { action: 'answer', title: pushTexts[lang].answer },
      { action: 'decline', title: pushTexts[lang].decline },
    ],
  }),
})

/** A newer message of the same conversation is heard again; the same one, sent twice, only takes its own place. */
const isNews = ({ id: own }: ShownData, before: readonly ShownData[]): boolean =>
  own === undefined || before.every(({ id }) => id === undefined || id < own)

const toMissed = (pushed: Pushed, data: ShownData, { lang, nowMs }: Circumstances): Shown => ({
  title: pushTexts[lang].missed(callerIn(pushed.title, lang) ?? pushed.title),
  settings: {
    body: pushTexts[lang].missedBody,
    tag: pushed.tag,
    lang,
    data: { ...data, kind: 'missed' },
    silent: false,
    timestamp: Date.parse(data.expires_at ?? '') || nowMs,
  },
})

/** The notification for a push. A call that comes too late, or after the news that it was missed, does not ring. */
export const toShown = (pushed: Pushed, circumstances: Circumstances): Shown => {
  const { lang, nowMs, hasActions, before } = circumstances
  const data = shownData.parse({ ...pushed.data, navigate: pushed.navigate, lang })
  const isMissed = before.some(({ kind, call_id }) => kind === 'missed' && call_id === data.call_id)
  if (data.kind === 'call' && (isMissed || isOver(data, nowMs))) return toMissed(pushed, data, circumstances)
  return {
    title: pushed.title,
    settings: {
      body: pushed.body,
      tag: pushed.tag,
      lang,
      data,
      silent: false,
      timestamp: nowMs,
      // Where there is no tag to replace under, asking for it is refused.
      ...(pushed.tag !== '' && { renotify: isNews(data, before) }),
      ...(data.kind === 'call' && ringingSettings(lang, hasActions)),
    },
  }
}

const ofOurOwn = (tag: string, lang: Language, title: string, body: string, data: object): Shown => ({
  title,
  settings: { body, tag, lang, silent: false, renotify: true, data: shownData.parse({ ...data, lang }) },
})

/** For a push that nobody understands. */
export const somethingShown = ({ page }: App, lang: Language): Shown =>
  ofOurOwn('something', lang, pushTexts[lang].something, pushTexts[lang].somethingBody, { navigate: page })

/** In the place of the call that could not be declined; pressed, it leads where the call did. */
export const notDeclinedShown = (tag: string, lang: Language, data: ShownData): Shown =>
  ofOurOwn(tag || 'not-declined', lang, pushTexts[lang].notDeclined, pushTexts[lang].notDeclinedBody, data)
