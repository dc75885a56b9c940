import * as z from 'zod/mini'
import { containers } from './media.ts'
import { side } from './messages.ts'

/** `POST /api/media`: whose upload it is, where a browser has both cookies. */
export const uploadQuery = z.strictObject({ as: z.optional(side) })

/** `GET /media/:id`: of a picture its thumbnail, of a voice note another container; not both. */
export const mediaQuery = z
  .strictObject({ thumb: z.optional(z.literal('1')), as: z.optional(z.enum(containers)) })
  .check(z.refine(({ thumb, as }) => thumb === undefined || as === undefined))
