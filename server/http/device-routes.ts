import { Hono } from 'hono'
import type { AdminDevice } from '#protocol/http'
import type { endDevice, listDevices } from '#server/actions/admin/devices'
import type { Identify } from '#server/actions/identify'
import type { AdminDevice as Device } from '#server/store/ports'
import { createForAdmin } from './for-admin.ts'
import { type Env, respondRefused } from './respond.ts'

type Deps = {
  identify: Identify
  listDevices: ReturnType<typeof listDevices>
  endDevice: ReturnType<typeof endDevice>
}

/** `/api/admin/sessions`: where the admin is signed in. */
export const deviceRoutes = ({ identify, listDevices, endDevice }: Deps): Hono<Env> => {
  const app = new Hono<Env>()
  const forAdmin = createForAdmin(identify)

  app.get(
    '/',
    forAdmin(async (c, session) => {
      const devices = await listDevices()
      return c.json({ sessions: devices.map((device) => toWire(device, session.id)) })
    }),
  )

  app.delete(
    '/:id',
    forAdmin(async (c) => {
      const ended = await endDevice(c.req.param('id') ?? '')
      return ended.ok ? c.body(null, 204) : respondRefused(c, ended)
    }),
  )

  return app
}

const toWire = ({ id, createdAt, lastSeenAt, userAgent }: Device, currentId: string): AdminDevice => ({
  id,
  created_at: new Date(createdAt).toISOString(),
  last_seen_at: new Date(lastSeenAt).toISOString(),
  user_agent: userAgent,
  current: id === currentId,
})
