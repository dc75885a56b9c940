import { findIce } from './actions/call/find-ice.ts'
import { iceRules } from './domain/ice-rules.ts'
import { createWindowLimit } from './domain/rate-limit.ts'
import { iceRoutes } from './http/ice-routes.ts'
import { createIceFor } from './outbound/ice-servers.ts'
import type { Parts } from './parts.ts'

/** The route that tells by which servers two people reach each other. */
export const wireIceRoutes = ({ config, clock, identify }: Pick<Parts, 'config' | 'clock' | 'identify'>) => ({
  '/api/ice': iceRoutes({
    identify,
    findIce: findIce({
      iceFor: createIceFor(config.ice, clock),
      limit: createWindowLimit(iceRules.asksPerSession),
      clock,
    }),
  }),
})
