import type { Side } from '#protocol/messages'
import { pageMeta } from './page-meta.ts'

type Place = { script: '/sw.js' | '/admin-sw.js'; scope: '/' | '/admin' }

const places: Record<Side, Place> = {
  user: { script: '/sw.js', scope: '/' },
  admin: { script: '/admin-sw.js', scope: '/admin' },
}

type Factory = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => {
    createScriptURL: (url: string) => unknown
  }
}

// The page's rules let only this policy name a worker's script; browsers without Trusted Types take the text.
const trusted = (script: Place['script']): string => {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory }
  const policy = trustedTypes?.createPolicy('konusma-worker', { createScriptURL: (url) => url })
  return policy ? (policy.createScriptURL(script) as string) : script
}

const unregister = async (workers: ServiceWorkerContainer, scope: Place['scope']): Promise<void> => {
  const found = await workers.getRegistration(scope)
  if (found?.scope === location.origin + scope) await found.unregister()
}

/** Registers the worker of a side's app; null, and an earlier one goes, where the server has none for it. */
export const registerWorker = async (
  workers: ServiceWorkerContainer,
  side: Side,
): Promise<ServiceWorkerRegistration | null> => {
  const { script, scope } = places[side]
  if (pageMeta('worker') !== '') return workers.register(trusted(script), { scope, updateViaCache: 'none' })
  await unregister(workers, scope)
  return null
}
