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

/** `badge`: the number for the app's icon; null leaves it as it is. */
export type Shown = { title: string; settings: Settings; badge: number | null }

/** A notification that is there already. */
export type Seen = { title: string; body: string; data: ShownData }

export type Circumstances = {
  lang: Language
  nowMs: number
  /** Whether notifications have buttons here. */
  hasActions: boolean
  /** What is shown under the same tag. */
  before: readonly Seen[]
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
const isNews = ({ id: own }: ShownData, before: readonly Seen[]): boolean =>
  own === undefined || before.every(({ data: { id } }) => id === undefined || id < own)

/** The end of a call that is still shown is not heard: whoever took it, here or elsewhere, knows. */
const hearing = (tag: string, data: ShownData, before: readonly Seen[]): Pick<Settings, 'silent' | 'renotify'> => {
  if (data.kind === 'missed' && before.length > 0) return { silent: true, renotify: false }
  // Where there is no tag to replace under, asking for it is refused.
  return { silent: false, ...(tag !== '' && { renotify: isNews(data, before) }) }
}

const isNewer = ({ data: seen }: Seen, { kind, id }: ShownData): boolean =>
  kind === 'message' && seen.kind === 'message' && id !== undefined && seen.id !== undefined && seen.id > id

/** Every push shows something: one that a newer message has overtaken shows that one again. */
const again = ({ title, body, data }: Seen, tag: string, lang: Language): Shown => ({
  title,
  settings: { body, tag, lang: data.lang ?? lang, data, silent: true, renotify: false },
  badge: null,
})

const toMissed = (pushed: Pushed, data: ShownData, { lang, nowMs, before }: Circumstances): Shown => ({
  title: pushTexts[lang].missed(callerIn(pushed.title, lang) ?? pushed.title),
  badge: pushed.appBadge,
  settings: {
    body: pushTexts[lang].missedBody,
    tag: pushed.tag,
    lang,
    data: { ...data, kind: 'missed' },
    silent: before.length > 0,
    timestamp: Date.parse(data.expires_at ?? '') || nowMs,
  },
})

/** The notification for a push. A call that comes too late, or after the news that it was missed, does not ring. */
export const toShown = (pushed: Pushed, circumstances: Circumstances): Shown => {
  const { lang, nowMs, hasActions, before } = circumstances
  const data = shownData.parse({ ...pushed.data, navigate: pushed.navigate, lang })
  const newer = before.find((seen) => isNewer(seen, data))
  if (newer) return again(newer, pushed.tag, lang)
  const isMissed = before.some(({ data: seen }) => seen.kind === 'missed' && seen.call_id === data.call_id)
  if (data.kind === 'call' && (isMissed || isOver(data, nowMs))) return toMissed(pushed, data, circumstances)
  return {
    title: pushed.title,
    badge: pushed.appBadge,
    settings: {
      body: pushed.body,
      tag: pushed.tag,
      lang,
      data,
      timestamp: nowMs,
      ...hearing(pushed.tag, data, before),
      ...(data.kind === 'call' && ringingSettings(lang, hasActions)),
    },
  }
}

const ofOurOwn = (tag: string, lang: Language, title: string, body: string, data: object): Shown => ({
  title,
  badge: null,
  settings: { body, tag, lang, silent: false, renotify: true, data: shownData.parse({ ...data, lang }) },
})

/** For a push that nobody understands. */
export const somethingShown = ({ page }: App, lang: Language): Shown =>
  ofOurOwn('something', lang, pushTexts[lang].something, pushTexts[lang].somethingBody, { navigate: page })

/** In the place of the call that could not be declined; pressed, it leads where the call did. */
export const notDeclinedShown = (tag: string, lang: Language, data: ShownData): Shown =>
  ofOurOwn(tag || 'not-declined', lang, pushTexts[lang].notDeclined, pushTexts[lang].notDeclinedBody, data)
