import { isTelegramConfigured } from './config.ts'
import { wireDispatch, wireRoutes } from './edges.ts'
import { createApp, routesOf } from './http/app.ts'
import type { createDescribeCaller } from './http/caller.ts'
import { type ClientFiles, loadClientFiles } from './http/client-files.ts'
import type { createHarden } from './http/security-headers.ts'
import type { Parts } from './parts.ts'
import { createAdmission } from './ws/upgrade.ts'

type Given = {
  describeCaller: ReturnType<typeof createDescribeCaller>
  harden: ReturnType<typeof createHarden>
  files: ClientFiles | undefined
}

/** All that is answered: pages, routes and sockets. A module of its own, since a start need not wait for it. */
export const openEdges = (parts: Parts, { describeCaller, harden, files }: Given) => {
  const { config, faults, log, hub } = parts
  const app = createApp({
    harden,
    describeCaller,
    files: files ?? loadClientFiles(pageValues(parts)),
    faults,
    log,
    routes: wireRoutes(parts),
  })
  const admit = createAdmission({
    ...parts,
    socketsOf: hub.countOf,
    socketsPerAddress: config.limits.socketsPerAddress,
  })
  return { app, admit, dispatch: wireDispatch(parts), routes: routesOf(app) }
}

const pageValues = ({ config }: Parts): Record<string, string> => ({
  ADMIN_NAME: config.adminName,
  ADMIN_LANG: config.adminLang,
  TELEGRAM: isTelegramConfigured(config) ? '1' : '',
})
