const patienceMs = 15_000

/** A push service that takes everything and says when each push had come in full, by `performance.now()`. */
export const startPushService = () => {
  const waiting = new Map<string, (at: number) => void>()
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      await request.arrayBuffer()
      const { pathname } = new URL(request.url)
      waiting.get(pathname)?.(performance.now())
      waiting.delete(pathname)
      return new Response(null, { status: 201 })
    },
  })

  const next = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no push came to ${path}`)), patienceMs)
      waiting.set(path, (at) => {
        clearTimeout(late)
        resolve(at)
      })
    })

  return { origin: `http://127.0.0.1:${server.port}`, next, stop: () => void server.stop(true) }
}

/** The keys of a subscription, as a browser makes them. */
export const createBrowserKeys = async (): Promise<{ p256dh: string; auth: string }> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const point = Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey))
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(16)))
  return { p256dh: point.toString('base64url'), auth: secret.toString('base64url') }
}
