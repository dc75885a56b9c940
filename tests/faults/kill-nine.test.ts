import { expect, test } from 'bun:test'
import type { Message } from '#protocol/messages'
import { scratchDatabase } from '#tests/support/scratch'
import { type ServerProcess, startServerProcess } from '#tests/support/server-process'
import type { Frame, TestSocket } from '#tests/support/test-socket'

const kills = 9
const livesMs = { least: 40, most: 330 }

type Talk = { chatId: string; cookie: string }

/** A server that is killed and started again on the same database, and whoever talks to whichever of them is there. */
const createVictim = (url: string) => {
  const start = (): Promise<ServerProcess> =>
    startServerProcess({
      DATABASE_URL: url,
      MAX_SENDS_PER_10S: '0',
      MAX_FRAMES_PER_S: '0',
      MAX_SOCKETS_PER_ADDRESS: '0',
    })
  let current = start()

  const killAndStart = async (): Promise<void> => {
    const victim = await current
    victim.kill('SIGKILL')
    current = victim.exited.then(start)
    await current
  }

  const open = async (cookie: string, as?: 'admin'): Promise<TestSocket> => {
    for (;;) {
      const opened = await (await current).socket(cookie, as).catch(() => null)
      if (opened) return opened
      // It was killed, and the next is not begun before its end is known.
      await new Promise(setImmediate)
    }
  }

  return { server: () => current, killAndStart, open }
}

test('a server killed with -9 again and again while people write loses nothing that it acked, and doubles and mixes up nothing', async () => {
  const { url, open } = scratchDatabase()
  const victim = createVictim(url)
  const first = await victim.server()
  const talks: Talk[] = [await first.visitor('Eda'), await first.visitor('Ali')]
  const admin = await first.admin()
  const acked = new Map<string, Message>()
  let isOver = false

  /** As a page does it: one after the other, the same message again until it is acked. */
  const write = async ({ chatId, cookie }: Talk, name: string, as?: 'admin'): Promise<void> => {
    let socket = await victim.open(cookie, as)
    for (let n = 0; !isOver; n++) {
      const sent = {
        chat_id: chatId,
        client_id: `${name}-${String(n).padStart(6, '0')}`,
        type: 'text',
        text: `${name} ${n}`,
      }
      for (let isAcked = false; !isAcked; ) {
        socket.say({ ns: '/chat', event: 'join', data: { chat_id: chatId } })
        const ack = await socket.request('/chat', 'send', sent).catch(() => null)
        if (ack) {
          expect(ack.ok).toBe(true)
          acked.set(`${chatId} ${sent.client_id}`, ack.data.message)
          isAcked = true
        } else socket = await victim.open(cookie, as)
      }
    }
    socket.close()
  }

  /** As another device does it: comes back with what it holds, and never with a hole. */
  const follow = async ({ chatId, cookie }: Talk): Promise<Message[]> => {
    const held: Message[] = []
    let epoch: string | null = null
    const take = (frame: Frame): void => {
      const messages: Message[] = frame.event === 'chat:message' ? [frame.data] : (frame.data?.messages ?? [])
      if (frame.event === 'chat:history') {
        expect(frame.data.mode).toBe(epoch === null ? 'full' : 'delta')
        epoch = frame.data.epoch
      }
      for (const message of messages) {
        expect(message.rev).toBe(held.length + 1)
        held.push(message)
      }
    }
    for (let isLast = false; !isLast; ) {
      isLast = isOver
      const socket = await victim.open(cookie)
      socket.say({ ns: '/chat', event: 'join', data: { chat_id: chatId, since: held.length, epoch } })
      if (isLast) await socket.event('chat:history')
      if (isLast) socket.close()
      await socket.closed
      socket.frames.forEach(take)
    }
    return held
  }

  const writers = talks.flatMap((talk, who) => [
    write(talk, `phone-${who}`),
    write(talk, `laptop-${who}`),
    write({ ...talk, cookie: admin }, `desk-${who}`, 'admin'),
    write({ ...talk, cookie: admin }, `other-desk-${who}`, 'admin'),
  ])
  const followers = talks.map(follow)
  for (let n = 0; n < kills; n++) {
    await Bun.sleep(livesMs.least + Math.random() * (livesMs.most - livesMs.least))
    await victim.killAndStart()
  }
  isOver = true
  await Promise.all(writers)
  await victim.killAndStart()
  const held = await Promise.all(followers)

  const database = open()
  const stored = database
    .query<{ chat_id: string; client_id: string; id: number; rev: number; text: string }, []>(
      'SELECT chat_id, client_id, messages.id, messages.rev, text FROM messages JOIN chat_sessions ON chat_sessions.id = chat ORDER BY messages.id',
    )
    .all()
  expect(acked.size).toBeGreaterThan(kills)
  expect(new Set(stored.map(({ chat_id, client_id }) => `${chat_id} ${client_id}`)).size).toBe(stored.length)
  for (const [key, { id, rev, text }] of acked) {
    const row = stored.find((one) => `${one.chat_id} ${one.client_id}` === key)
    expect({ key, id: row?.id, rev: row?.rev, text: row?.text }).toEqual({ key, id, rev, text: text ?? '' })
  }
  for (const [who, { chatId }] of talks.entries()) {
    const own = stored.filter(({ chat_id }) => chat_id === chatId)
    expect(own.map(({ rev }) => rev)).toEqual(own.map((_, n) => n + 1))
    expect(held[who]?.map(({ id }) => id)).toEqual(own.map(({ id }) => id))
    for (const name of [`phone-${who}`, `laptop-${who}`, `desk-${who}`, `other-desk-${who}`]) {
      const ids = own.map(({ client_id }) => client_id).filter((client_id) => client_id.startsWith(`${name}-0`))
      expect(ids).toEqual(ids.toSorted())
      expect(ids.at(-1)).toEndWith(String(ids.length - 1).padStart(6, '0'))
    }
  }
  expect(database.query('PRAGMA integrity_check').values()).toEqual([['ok']])
}, 20_000)
