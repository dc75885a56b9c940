import { changeThread, eraseConversations } from './actions/admin/care-for-conversations.ts'
import { endDevice, listDevices } from './actions/admin/devices.ts'
import { sendCode } from './actions/admin/send-code.ts'
import { signIn } from './actions/admin/sign-in.ts'
import { signOut } from './actions/admin/sign-out.ts'
import type { Switchboard } from './actions/call/switchboard.ts'
import { catchUp } from './actions/chat/catch-up.ts'
import { editMessage, reactToMessage } from './actions/chat/change-message.ts'
import { markRead } from './actions/chat/mark-read.ts'
import { postMessage } from './actions/chat/post-message.ts'
import { removeMessages } from './actions/chat/remove-messages.ts'
import { handOver } from './actions/handover/hand-over.ts'
import { takeOver } from './actions/handover/take-over.ts'
import type { Audience } from './actions/ports.ts'
import { listSubscriptions, noteArrived, unsubscribe } from './actions/push/own-subscriptions.ts'
import { publicKey as createPublicKey } from './actions/push/public-key.ts'
import { subscribe } from './actions/push/subscribe.ts'
import { testPush } from './actions/push/test-push.ts'
import { leave } from './actions/visitor/leave.ts'
import { openConversation, renameVisitor } from './actions/visitor/open-conversation.ts'
import { wireCalls } from './call-edges.ts'
import { codeRules } from './domain/code.ts'
import { handoverRules } from './domain/handover.ts'
import { pushRules } from './domain/push-rules.ts'
import { createWindowLimit } from './domain/rate-limit.ts'
import { adminRoutes } from './http/admin-routes.ts'
import type { createApp } from './http/app.ts'
import { chatRoutes } from './http/chat-routes.ts'
import { deviceRoutes } from './http/device-routes.ts'
import { handoverRoutes } from './http/handover-routes.ts'
import { operatorRoutes } from './http/operator-routes.ts'
import { pushRoutes } from './http/push-routes.ts'
import { searchRoutes } from './http/search-routes.ts'
import { createToSession, sessionRoutes } from './http/session-routes.ts'
import { threadRoutes } from './http/thread-routes.ts'
import { wireIceRoutes } from './ice-edges.ts'
import { pushMetrics } from './jobs/push-figures.ts'
import type { PushPump } from './jobs/push-pump.ts'
import { wireMediaRoutes } from './media-edges.ts'
import type { Media } from './open-media.ts'
import type { Push } from './open-push.ts'
import { createCodeSender } from './outbound/code-sender.ts'
import type { Parts } from './parts.ts'
import { secureRandom } from './random.ts'
import { version } from './version.ts'
import { createChatHandlers } from './ws/chat-events.ts'
import { createDispatch } from './ws/dispatch.ts'

/** The routes, each with the deeds that it translates into. */
export const wireRoutes = (
  parts: Parts,
  push: Push,
  pump: Pick<PushPump, 'figures' | 'sendTest'>,
  media: Media,
  calls: Pick<Switchboard, 'hangUp'>,
): Parameters<typeof createApp>[0]['routes'] => {
  const { config, log, clock, uptimeS, faults, store, hash, presence, hub, identify } = parts
  const { adminName, limits } = config
  const making = { store, clock, random: secureRandom, hash }
  const newSessions = createWindowLimit({ most: limits.newSessionsPerAddress, windowMs: 10 * 60_000 })

  const toSession = createToSession(adminName)

  return {
    '/': operatorRoutes({
      store,
      identify,
      faults,
      version,
      uptimeS,
      sockets: hub.countByRole,
      moreMetrics: () => pushMetrics(pump.figures),
    }),
    '/api/session': sessionRoutes({
      toSession,
      identify,
      openConversation: openConversation({ ...making, audience: hub, newSessions }),
      renameVisitor: renameVisitor({ store, audience: hub }),
      leave: leave({ store, audience: hub }),
    }),
    '/api': handoverRoutes({
      adminName,
      identify,
      toSession,
      handOver: handOver({ ...making, limit: createWindowLimit(handoverRules.makesPerSession) }),
      takeOver: takeOver({ ...making, audience: hub, limit: createWindowLimit(handoverRules.triesPerAddress) }),
    }),
    '/api/chats': chatRoutes({ store, identify }),
    '/api/admin/chats': threadRoutes({
      store,
      identify,
      isOnline: presence.isOnline,
      changeThread: changeThread({ store, audience: hub, hangUp: calls.hangUp }),
      eraseConversations: eraseConversations({
        store,
        audience: hub,
        hangUp: calls.hangUp,
        emptyTrash: media.emptyTrash,
      }),
      removeMessages: removeMessages({ store, audience: hub, emptyTrash: media.emptyTrash }),
    }),
    '/api/admin/sessions': deviceRoutes({
      identify,
      listDevices: listDevices({ store, clock }),
      endDevice: endDevice({ store, audience: hub, clock }),
    }),
    ...wireIceRoutes(parts),
    ...wireMediaRoutes(parts, media),
    '/api/push': wirePushRoutes(parts, push, pump),
    '/api/admin/search': searchRoutes({ store, identify }),
    '/api/admin': adminRoutes({
      adminName,
      identify,
      sendCode: sendCode({
        ...making,
        sender: createCodeSender(config.telegram, config.adminLang, log),
        perAddress: createWindowLimit(codeRules.sendsPerAddress),
        inAll: createWindowLimit(codeRules.sendsInAll),
        perBrowser: createWindowLimit(codeRules.sendsInAll),
      }),
      signIn: signIn({
        ...making,
        audience: hub,
        wrongInAll: createWindowLimit(codeRules.wrongInAll),
        wrongPerBrowser: createWindowLimit(codeRules.wrongInAll),
        triesPerAddress: createWindowLimit(codeRules.triesPerAddress),
      }),
      signOut: signOut({ store, audience: hub, clock }),
    }),
  }
}

const wirePushRoutes = (
  { config, clock, store, identify }: Parts,
  { keys, parseEndpoint }: Push,
  { sendTest }: Pick<PushPump, 'sendTest'>,
) => {
  const publicKey = createPublicKey({ keys })
  return pushRoutes({
    identify,
    adminLang: config.adminLang,
    publicKey,
    subscribe: subscribe({
      store,
      publicKey,
      parseEndpoint,
      limit: createWindowLimit(pushRules.keepsPerSession),
      clock,
    }),
    unsubscribe: unsubscribe({ store }),
    listSubscriptions: listSubscriptions({ store }),
    noteArrived: noteArrived({ store, clock }),
    testPush: testPush({
      store,
      publicKey,
      sendTest,
      house: config,
      limit: createWindowLimit(pushRules.testsPerSession),
      clock,
    }),
  })
}

/** The same for frames. */
export const wireDispatch = (parts: Parts, audience: Audience, calls: Switchboard) => {
  const { config, clock, faults, store, presence, hub } = parts
  const visitorSends = createWindowLimit({ most: config.limits.sendsPer10s, windowMs: 10_000 })
  const changing = { store, audience, visitorSends, clock }
  return createDispatch({
    handlers: createChatHandlers({
      store,
      hub,
      presence,
      clock,
      catchUp: catchUp({ store }),
      postMessage: postMessage(changing),
      editMessage: editMessage(changing),
      reactToMessage: reactToMessage(changing),
      markRead: markRead({ store, audience }),
    }),
    ...wireCalls(parts, calls),
    look: hub.look,
    framesPerSecond: config.limits.framesPerSecond,
    clock,
    faults,
  })
}
