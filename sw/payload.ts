import * as z from 'zod/mini'
import { type PushPayload, pushPayload } from '#protocol/push'
import { type Language, language } from '#protocol/text'

/** What was pushed, as far as it could be read: a title and a body are enough. */
export type Pushed = {
  title: string
  body: string
  /** As it came: it may lead anywhere. */
  navigate: string
  tag: string
  lang: Language | null
  /** Null where its kind is unknown or a part of it is missing. */
  data: PushPayload['notification']['data'] | null
  appBadge: number | null
}

const { notification, app_badge } = pushPayload.shape
const { title, body, navigate, tag, data } = notification.shape

// A server newer than this worker may send more, or other kinds: what can be read is shown.
const readable = z.object({
  notification: z.object({
    title: title.check(z.minLength(1)),
    body,
    navigate: z.catch(navigate, ''),
    tag: z.catch(tag, ''),
    lang: z.catch(z.nullable(language), null),
    data: z.catch(z.nullable(data), null),
  }),
  app_badge: z.catch(app_badge, undefined),
})

const jsonOf = (message: PushMessageData): unknown => {
  try {
    return message.json()
  } catch {
    return null
  }
}

/** Null for what has no title and body: empty, not JSON, or of another shape. */
export const readPush = (message: PushMessageData | null): Pushed | null => {
  const read = readable.safeParse(message && jsonOf(message))
  if (!read.success) return null
  return { ...read.data.notification, appBadge: read.data.app_badge ?? null }
}
