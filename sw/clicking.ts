import type { App } from './app.ts'
import { declineCall } from './declining.ts'
import { windowsOf } from './pages.ts'
import { show } from './showing.ts'
import { isOver, notDeclinedShown, type ShownData, shownData } from './shown.ts'
import { spoken } from './speaking.ts'

declare const self: ServiceWorkerGlobalScope

const parsed = (address: string, base: URL): URL | null => {
  try {
    return new URL(address, base)
  } catch {
    return null
  }
}

/** Where a notification leads: a place of this app, its own page for any other. A call that is over is left out. */
const placeOf = ({ page }: App, data: ShownData): URL => {
  const own = new URL(page, self.location.origin)
  const place = parsed(data.navigate, own)
  if (place?.origin !== own.origin || place.pathname !== page) return own
  if (isOver(data, Date.now())) place.searchParams.delete('call')
  return place
}

const inFrontFirst = (one: WindowClient, other: WindowClient): number => rank(other) - rank(one)
const rank = ({ focused, visibilityState }: WindowClient): number =>
  Number(focused) * 2 + Number(visibilityState === 'visible')

const focusOne = async (app: App): Promise<WindowClient | null> => {
  const [window] = (await windowsOf(app)).sort(inFrontFirst)
  if (!window) return null
  // A browser may refuse, for a window that just went or for a reason of its own: a new one is opened then.
  return window.focus().catch(() => null)
}

const open = async (app: App, data: ShownData): Promise<void> => {
  const place = placeOf(app, data)
  const window = await focusOne(app)
  if (window) window.postMessage({ type: 'open', url: place.pathname + place.search + place.hash })
  else await self.clients.openWindow(place.href)
}

const decline = async (app: App, tag: string, data: ShownData): Promise<void> => {
  if (await declineCall(app, data)) return
  if (!isOver(data, Date.now())) await show(app, notDeclinedShown(tag, data.lang ?? spoken(), data))
}

/** A notification, or one of its actions, was pressed: declines the call, or opens the app where it leads. */
export const openClicked = async (app: App, { notification, action }: NotificationEvent): Promise<void> => {
  notification.close()
  const data = shownData.parse(notification.data ?? {})
  await (action === 'decline' ? decline(app, notification.tag, data) : open(app, data))
}
