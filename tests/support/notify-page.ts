import { textsOf } from '#client/i18n/texts'
import type { AppMoment } from '#client/pages/app-part'
import { createNotifying } from '#client/pages/notifying'
import { remembered } from '#client/platform/remembered'
import type { Side } from '#protocol/messages'
import type { Language } from '#protocol/text'
import { afterwards } from './cleanup.ts'
import { createFakeClock } from './fake-clock.ts'
import { createFakeBridge, createFakePushApi, createFakePushManager } from './fake-push.ts'
import { override } from './override.ts'
import { settled } from './settled.ts'

export const edasSession = { chat_id: 'chat-eda', cid: 'Eda-7F3C', name: 'Eda', admin_name: 'Admin Muhsin' }

export type Given = {
  side?: Side
  permission?: NotificationPermission
  answer?: NotificationPermission
  hasPush?: boolean
  userAgent?: string
}

const layBrowser = ({ permission = 'default', answer = 'granted', hasPush = true, userAgent }: Given) => {
  const notification = {
    permission,
    asked: 0,
    async requestPermission() {
      notification.asked += 1
      notification.permission = answer
      return answer
    },
  }
  override(globalThis, 'Notification', () => notification)
  if (hasPush) override(globalThis, 'PushManager', () => class {})
  override(navigator, 'serviceWorker', () => ({}))
  if (userAgent !== undefined) override(navigator, 'userAgent', () => userAgent)
  return notification
}

/** The notifications of one page in a browser as `given` has it, drawn by hand. */
export const setUpNotifying = (given: Given = {}) => {
  const { side = 'user' } = given
  const notification = layBrowser(given)
  if (side === 'user') remembered.keepSession(edasSession)
  const push = createFakePushManager()
  const server = createFakePushApi()
  const worker = createFakeBridge(push.manager)
  const clock = createFakeClock()
  let lang: Language = 'tr'
  let look = (): void => {}
  const words = () => ({ t: textsOf(lang), lang })
  const again = () => {
    const ports = { side, adminName: 'Admin Muhsin', api: server.api, worker: worker.bridge, clock, words }
    const made = createNotifying({ ...ports, onChange: () => look() })
    afterwards(made.stop)
    return made
  }
  const part = again()
  const draw = (next: Language = 'tr') => {
    lang = next
    const { choices, notice } = part.draw(words())
    look = () => document.body.replaceChildren(...(notice?.isWanted() ? [notice.element] : []), ...dialogs())
    look()
    return choices[0]
  }
  const update = async (moment: Partial<AppMoment> = {}): Promise<void> => {
    part.update({ hasSent: true, hasAnswer: false, unread: 0, hasBanner: false, openChatId: 'chat-eda', ...moment })
    await settled()
    look()
  }
  return { push, server, worker, clock, notification, draw, update, again }
}

const dialogs = () => document.querySelectorAll('dialog')
export const question = () => document.querySelector('.notify-ask')
export const press = async (label: string): Promise<void> => {
  const keys = [...document.querySelectorAll('button')]
  keys.find((key) => key.textContent === label || key.getAttribute('aria-label') === label)?.click()
  await settled()
}
