import type { App } from './app.ts'
import { type Seen, type Shown, shownData } from './shown.ts'

declare const self: ServiceWorkerGlobalScope

const pictures = ({ side }: App) => ({
  icon: `/icons/${side === 'admin' ? 'admin' : 'visitor'}-192.png`,
  badge: '/icons/badge-96.png',
})

/** What is shown under a tag now; nothing where that cannot be found out. */
export const shownUnder = async (tag: string): Promise<Seen[]> => {
  if (tag === '') return []
  try {
    const all = await self.registration.getNotifications({ tag })
    return all.flatMap(({ title, body, data }) => {
      const read = shownData.safeParse(data).data
      return read ? { title, body, data: read } : []
    })
  } catch {
    return []
  }
}

/** Rejects only where nothing may be shown at all. */
export const show = async (app: App, { title, settings }: Shown): Promise<void> => {
  try {
    await self.registration.showNotification(title, { ...pictures(app), ...settings })
  } catch {
    // A browser that refuses one of the settings shows the words at least.
    const { body, tag, lang, data } = settings
    await self.registration.showNotification(title, { body, tag, lang, data })
  }
}
