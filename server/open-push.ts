import type { PushSender } from './actions/ports.ts'
import { createParseEndpoint, type ParseEndpoint } from './domain/push-endpoint.ts'
import type { VapidKeys } from './outbound/vapid.ts'
import { createPushSender } from './outbound/web-push.ts'
import type { Parts } from './parts.ts'
import { createVapidKeys } from './vapid-keys.ts'

/** What leaves by web push: one key, one sender and one rule for all who push. */
export type Push = {
  keys: () => Promise<VapidKeys | null>
  parseEndpoint: ParseEndpoint
  send: PushSender
}

/** Reads and makes nothing yet: the keys come when they are first needed. */
export const openPush = ({ config, clock, log }: Pick<Parts, 'config' | 'clock' | 'log'>): Push => {
  const { push, publicUrl, env } = config
  const keys = createVapidKeys(config, log)
  const parseEndpoint = createParseEndpoint({ allowedHosts: push.allowedHosts, isPlainAllowed: env === 'test' })
  const send = createPushSender({ keys, sender: { subject: push.subject, publicUrl }, parseEndpoint, clock, log })
  return { keys, parseEndpoint, send }
}
