import * as z from 'zod/mini'
import { side } from './messages.ts'

/** `GET /api/ice`: whose cookie is meant, where a browser has both. */
export const iceQuery = z.strictObject({ as: z.optional(side) })
