import type { Message } from '#protocol/messages'
import type { PushPayload } from '#protocol/push'
import { codePoints } from '#protocol/text'
import { pushTexts } from '#protocol/texts'
import type { Call, PushSubscription } from '#server/store/device-ports'
import type { Conversation } from '#server/store/ports'

/** What stands in every push of this server. `publicUrl`: null where it has no certain address. */
export type House = { publicUrl: string | null; adminName: string }

/** Whom a push is for. */
export type Reader = Pick<PushSubscription, 'device' | 'lang' | 'origin'>

type Notification = PushPayload['notification']
type Place = { chatId: string; callId?: string }

const bodyLength = 300

/**
 * A message: who wrote, and the beginning of what. Tags merge the messages of a conversation into one notification.
 * `unread` goes to the app's icon; null where it is not known.
 */
export const messagePayload = (
  house: House,
  reader: Reader,
  conversation: Conversation,
  message: Message,
  unread: number | null,
): PushPayload => ({
  ...declared(reader, {
    title: otherSide(house, reader, conversation),
    body: bodyOf(message, reader),
    navigate: addressOf(house, reader, { chatId: message.chat_id }),
    tag: `chat-${message.chat_id}`,
    data: { kind: 'message', chat_id: message.chat_id, id: message.id },
  }),
  ...(unread !== null && { app_badge: unread }),
})

/** A call that rings. */
export const callPayload = (house: House, reader: Reader, { callId, conversation, expiresAt }: Call): PushPayload => {
  const { chatId } = conversation
  const texts = pushTexts[reader.lang]
  return declared(reader, {
    title: texts.calls(otherSide(house, reader, conversation)),
    body: texts.callBody,
    navigate: addressOf(house, reader, { chatId, callId }),
    tag: `call-${callId}`,
    data: { kind: 'call', chat_id: chatId, call_id: callId, expires_at: new Date(expiresAt).toISOString() },
  })
}

/** In the place of a call that nobody took. */
export const missedPayload = (house: House, reader: Reader, call: Call): PushPayload => {
  const { missed, missedBody } = pushTexts[reader.lang]
  return callOver(house, reader, call, missed(otherSide(house, reader, call.conversation)), missedBody)
}

/**
 * In the place of a call that another device took or turned down. There is no kind of its own for it: as `missed` it takes
 * the place of the ringing one, answers nothing when pressed, and a ring that comes late does not ring. Nothing was missed,
 * so its words only name the other side.
 */
export const handledPayload = (house: House, reader: Reader, call: Call): PushPayload =>
  callOver(house, reader, call, otherSide(house, reader, call.conversation), pushTexts[reader.lang].missedBody)

/** Asked for by the device itself. `chatId`: the visitor's conversation, '' for the admin. */
export const testPayload = (house: House, reader: Reader, chatId: string): PushPayload => {
  const { test, testBody } = pushTexts[reader.lang]
  return declared(reader, {
    title: test,
    body: testBody,
    navigate: addressOf(house, reader, { chatId }),
    tag: 'test',
    data: { kind: 'message', chat_id: chatId },
  })
}

const callOver = (
  house: House,
  reader: Reader,
  { callId, conversation: { chatId } }: Call,
  title: string,
  body: string,
): PushPayload =>
  declared(reader, {
    title,
    body,
    navigate: addressOf(house, reader, { chatId }),
    tag: `call-${callId}`,
    data: { kind: 'missed', chat_id: chatId, call_id: callId },
  })

const declared = ({ lang }: Reader, notification: Omit<Notification, 'lang'>): PushPayload => ({
  web_push: 8030,
  notification: { ...notification, lang },
})

const otherSide = ({ adminName }: House, { device }: Reader, { name }: Conversation): string =>
  device.role === 'admin' ? name : adminName

const addressOf = ({ publicUrl }: House, { device, origin }: Reader, { chatId, callId }: Place): string => {
  const call = callId === undefined ? '' : `?call=${callId}`
  const page = device.role === 'admin' ? `/admin${call}${chatId && `#chat=${chatId}`}` : `/${call}`
  return (publicUrl ?? origin) + page
}

const bodyOf = ({ text, type }: Message, { lang }: Reader): string => {
  if (text !== null) return shorten(text)
  return type === 'audio' ? pushTexts[lang].voice : pushTexts[lang].picture
}

/** At most 300 code points; what a person sees as one character is kept whole or left out. */
const shorten = (text: string): string => {
  if (codePoints(text) <= bodyLength) return text
  let kept = ''
  let length = 1
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    length += codePoints(segment)
    if (length > bodyLength) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
