import { changeThread, eraseConversations } from './actions/admin/care-for-conversations.ts'
import { endDevice, listDevices } from './actions/admin/devices.ts'
import { sendCode } from './actions/admin/send-code.ts'
import { signIn } from './actions/admin/sign-in.ts'
import { signOut } from './actions/admin/sign-out.ts'
import { catchUp } from './actions/chat/catch-up.ts'
import { editMessage, reactToMessage } from './actions/chat/change-message.ts'
import { markRead } from './actions/chat/mark-read.ts'
import { postMessage } from './actions/chat/post-message.ts'
import { removeMessages } from './actions/chat/remove-messages.ts'
import { leave } from './actions/visitor/leave.ts'
import { openConversation, renameVisitor } from './actions/visitor/open-conversation.ts'
import { codeRules } from './domain/code.ts'
import { createWindowLimit } from './domain/rate-limit.ts'
import { adminRoutes } from './http/admin-routes.ts'
import type { createApp } from './http/app.ts'
import { chatRoutes } from './http/chat-routes.ts'
import { deviceRoutes } from './http/device-routes.ts'
import { operatorRoutes } from './http/operator-routes.ts'
import { searchRoutes } from './http/search-routes.ts'
import { sessionRoutes } from './http/session-routes.ts'
import { threadRoutes } from './http/thread-routes.ts'
import { createCodeSender } from './outbound/code-sender.ts'
import type { Parts } from './parts.ts'
import { secureRandom } from './random.ts'
import { version } from './version.ts'
import { createChatHandlers } from './ws/chat-events.ts'
import { createDispatch } from './ws/dispatch.ts'

/** The routes, each with the deeds that it translates into. */
export const wireRoutes = (parts: Parts): Parameters<typeof createApp>[0]['routes'] => {
  const { config, log, clock, uptimeS, faults, store, hash, presence, hub, identify } = parts
  const { adminName, limits } = config
  const making = { store, clock, random: secureRandom, hash }
  const newSessions = createWindowLimit({ most: limits.newSessionsPerAddress, windowMs: 10 * 60_000 })

  return {
    '/': operatorRoutes({
      store,
      identify,
      faults,
      version,
      uptimeS,
      sockets: hub.countByRole,
    }),
    '/api/session': sessionRoutes({
      adminName,
      identify,
      openConversation: openConversation({ ...making, audience: hub, newSessions }),
      renameVisitor: renameVisitor({ store, audience: hub }),
      leave: leave({ store, audience: hub }),
    }),
    '/api/chats': chatRoutes({ store, identify }),
    '/api/admin/chats': threadRoutes({
      store,
      identify,
      isOnline: presence.isOnline,
      changeThread: changeThread({ store, audience: hub }),
      eraseConversations: eraseConversations({ store, audience: hub }),
      removeMessages: removeMessages({ store, audience: hub }),
    }),
    '/api/admin/sessions': deviceRoutes({
      identify,
      listDevices: listDevices({ store, clock }),
      endDevice: endDevice({ store, audience: hub, clock }),
    }),
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
        wrongInAll: createWindowLimit(codeRules.wrongInAll),
        wrongPerBrowser: createWindowLimit(codeRules.wrongInAll),
        triesPerAddress: createWindowLimit(codeRules.triesPerAddress),
      }),
      signOut: signOut({ store, audience: hub, clock }),
    }),
  }
}

/** The same for frames. */
export const wireDispatch = ({ config, clock, faults, store, presence, hub }: Parts) => {
  const visitorSends = createWindowLimit({ most: config.limits.sendsPer10s, windowMs: 10_000 })
  const changing = { store, audience: hub, visitorSends, clock }
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
      markRead: markRead({ store, audience: hub }),
    }),
    framesPerSecond: config.limits.framesPerSecond,
    clock,
    faults,
  })
}
