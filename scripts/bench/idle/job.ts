import * as z from 'zod/mini'

/** What a process that holds sockets is told, as its only argument. */
export const holding = z.object({
  dialect: z.enum(['socketio', 'relay', 'konusma']),
  origin: z.string(),
  firstVisitor: z.int(),
  visitors: z.int(),
  sockets: z.int(),
})
export type Holding = z.infer<typeof holding>

/** What it says: a line once all are open, and another when its stdin has ended. */
export const held = z.object({ open: z.int(), unexpected: z.array(z.string()) })
export type Held = z.infer<typeof held>
