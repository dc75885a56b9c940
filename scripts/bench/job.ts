import * as z from 'zod/mini'

/** What the generator is told, as its only argument. */
export const job = z.object({
  dialect: z.enum(['socketio', 'relay', 'konusma']),
  origin: z.string(),
  serverPid: z.int(),
  adminCookie: z.string(),
  conversations: z.int(),
  warmUpMs: z.number(),
  windowMs: z.number(),
})
export type Job = z.infer<typeof job>

/** What it answers, as one line on stdout. `sent` counts the warm-up too, `acked` the window only. */
export const loadResult = z.object({
  acked: z.int(),
  sent: z.int(),
  elapsedMs: z.number(),
  ackP50Ms: z.number(),
  ackP99Ms: z.number(),
  serverUs: z.number(),
  generatorUs: z.number(),
  foreignUs: z.number(),
  faults: z.array(z.string()),
  faultCount: z.int(),
})
export type LoadResult = z.infer<typeof loadResult>
