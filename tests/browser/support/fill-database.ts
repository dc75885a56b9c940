import { openStore } from '#server/store/sqlite/store'

export type Filling = { path: string; chatId: string; count: number; until: number }

const everyMs = 7 * 60_000
const texts = [
  'Tamam',
  'Merhaba, faturam bu ay da gelmedi.',
  'Bakıyorum; birkaç dakika sürebilir. Adresinizi ve sipariş numaranızı da yazarsanız daha çabuk bulurum. Teşekkürler.',
  '👍',
  'Bağlantı burada: https://example.com/fatura?ay=11\nBir de ekran görüntüsü var.\nBaşka bir sorunuz olursa yazın.',
]

/** Puts many messages of both sides into a new conversation of a server that is not running; the last answers the first. */
const fill = async ({ path, chatId, count, until }: Filling): Promise<void> => {
  const store = openStore({ path, relays: false, makeEpoch: () => 'filled' })
  const conversation = await store.conversations.find(chatId)
  if (!conversation) throw new Error(`no conversation ${chatId}`)
  const stored = Array.from({ length: count }, (_, index) =>
    store.messages.append({
      conversation,
      role: index % 5 < 3 ? 'user' : 'admin',
      clientId: `filling-${index}`,
      type: 'text',
      text: `${index} ${texts[index % texts.length]}`,
      fileRef: null,
      replyTo: index === count - 1 ? 1 : null,
      createdAt: until - (count - index) * everyMs,
      limit: null,
    }),
  )
  await Promise.all(stored)
  store.close()
}

if (import.meta.main) await fill(JSON.parse(process.argv[2] ?? '{}'))
