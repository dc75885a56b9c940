type Parts = { lang?: string; badge?: number; navigate?: string; tag?: string; data?: object }

const payload = (title: string, body: string, kind: string, { lang = 'tr', badge, ...rest }: Parts) => ({
  web_push: 8030,
  notification: {
    title,
    body,
    navigate: rest.navigate ?? 'https://konusma.test/',
    tag: rest.tag ?? 'chat-1',
    lang,
    data: { kind, chat_id: 'chat-1', ...rest.data },
  },
  ...(badge !== undefined && { app_badge: badge }),
})

export const messagePayload = (body: string, id: number, parts: Parts = {}) =>
  payload('Muhsin', body, 'message', { ...parts, data: { id, ...parts.data } })

export const inAMinute = (): string => new Date(Date.now() + 60_000).toISOString()

export const callPayload = (parts: Parts = {}) =>
  payload('📞 Eda arıyor', 'Yanıtlamak için dokunun.', 'call', {
    tag: 'call-1',
    ...parts,
    data: { call_id: 'call-1', expires_at: inAMinute(), ...parts.data },
  })

export const missedPayload = (parts: Parts = {}) =>
  payload('Cevapsız arama: Eda', 'Konuşmayı açmak için dokunun.', 'missed', {
    tag: 'call-1',
    ...parts,
    data: { call_id: 'call-1', ...parts.data },
  })
