import type { Texts } from '#client/i18n/tr'
import { isServerThere } from '#client/net/server-there'
import { ownRegistration } from '#client/platform/worker-own'
import { showToast } from '#client/views/toast'

// Without the code that knows better, and with a server that could bring everything: the worker may be at fault.
const dropWorker = async (): Promise<void> => {
  if (await isServerThere()) await (await ownRegistration())?.unregister()
}

/** This page cannot go on: waits until the person agrees to a reload, and never loads it anew under a call. */
export const offerReload = async (text: string, t: Texts): Promise<void> => {
  const renewing = await import('./renewing.ts').catch(() => null)
  const agreed = () => showToast(text, { action: t.reload })
  await (renewing ? renewing.renew(agreed) : agreed().then(dropWorker)).catch(() => undefined)
  location.reload()
}

/**
 * Code that comes only when it is needed; null where it did not come, and then a reload is offered. Without the server
 * the net is at fault, with it the code of this page's version is gone.
 */
export const load = async <Code>(importing: () => Promise<Code>, t: Texts): Promise<Code | null> => {
  try {
    return await importing()
  } catch {
    void offerReload((await isServerThere()) ? t.outdated : t.failure('offline'), t)
    return null
  }
}
