import * as z from 'zod/mini'

/** `POST /api/session/handover` and `POST /api/admin/handover`, 201: opens this session on one other device, once, within `expires_in` seconds. */
export const handover = z.object({ token: z.string(), expires_in: z.int() })
export type Handover = z.infer<typeof handover>

/** `POST /api/session/takeover` and `POST /api/admin/takeover`: answered like a sign-in of that side, with its cookie. */
export const takeover = z.object({ token: z.string().check(z.regex(/^[A-Za-z0-9_-]{20,64}$/)) })
