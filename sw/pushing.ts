import type { FromWorker } from '#protocol/worker-messages'
import type { App } from './app.ts'
import { reportArrival, setBadge } from './arriving.ts'
import { tellPages } from './pages.ts'
import { readPush } from './payload.ts'
import { show, shownUnder } from './showing.ts'
import { type Shown, somethingShown, toShown } from './shown.ts'
import { hear } from './speaking.ts'

const hasActions = (): boolean =>
  typeof Notification !== 'undefined' && 'maxActions' in Notification && Number(Notification.maxActions) > 0

const arrival = ({ settings }: Shown): FromWorker => ({
  type: 'push-arrived',
  tag: settings.tag,
  kind: settings.data.kind,
})

/**
 * Shows what was pushed; whatever came, something is shown: a browser takes a silent subscription away. Before that the
 * network is asked for nothing but the pictures, and those by the browser.
 */
export const showPush = async (app: App, event: PushEvent): Promise<void> => {
  const pushed = readPush(event.data)
  const lang = hear(pushed?.lang ?? null)
  const shown = pushed
    ? toShown(pushed, { lang, nowMs: Date.now(), hasActions: hasActions(), before: await shownUnder(pushed.tag) })
    : somethingShown(app, lang)
  await show(app, shown)
  await Promise.all([setBadge(shown.badge), tellPages(app, arrival(shown)), reportArrival(app)])
}
