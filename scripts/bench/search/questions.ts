import { rareWord } from './fill.ts'

/** Something asked of the server, and how the file would be asked for it by hand. */
export type Question = { what: string; path: string; sql: string; values: (string | number)[] }

const thread = `c.*, m.rev AS message_rev, m.role, m.client_id, m.text, m.reply_to, m.user_reaction, m.admin_reaction,
  m.created_at AS sent_at, m.edited_at, m.deleted, m.via
  FROM chat_sessions c LEFT JOIN messages m ON m.id = c.last_message_id`

const listSql = (where: string): string =>
  `SELECT ${thread} WHERE c.archived = 0 ${where} ORDER BY c.active_at DESC, c.id DESC LIMIT 51`

const found = `AND (instr(lower(c.name) || char(10) || lower(c.cid), ?) > 0 OR c.id IN (
  SELECT chat FROM messages WHERE id IN (SELECT rowid FROM message_words WHERE message_words MATCH ?)))`

const list = (what: string, q: string): Question => ({
  what: `list, ${what}`,
  path: `/api/admin/chats?q=${encodeURIComponent(q)}`,
  sql: listSql(found),
  values: [q, `"${q}"*`],
})

const search = (what: string, q: string): Question => ({
  what: `search, ${what}`,
  path: `/api/admin/search?q=${encodeURIComponent(q)}`,
  sql: `SELECT m.*, c.chat_id, c.name, c.cid FROM messages m JOIN chat_sessions c ON c.id = m.chat
    WHERE m.id IN (SELECT rowid FROM message_words WHERE message_words MATCH ? ORDER BY rowid DESC LIMIT 21)
    ORDER BY m.id DESC`,
  values: [`"${q}"*`],
})

/** `next`: the cursor of the second page. */
export const questionsFor = (next: string): Question[] => {
  const [at = '', id = ''] = next.split('.')
  return [
    { what: 'list, first page', path: '/api/admin/chats', sql: listSql(''), values: [] },
    {
      what: 'list, by cursor',
      path: `/api/admin/chats?cursor=${next}`,
      sql: listSql('AND (c.active_at, c.id) < (?, ?)'),
      values: [Number(at), Number(id)],
    },
    {
      what: 'list, who waits',
      path: '/api/admin/chats?filter=waiting',
      sql: `SELECT ${thread} WHERE c.waiting_since IS NOT NULL AND +c.archived = 0 ORDER BY c.waiting_since, c.id LIMIT 51`,
      values: [],
    },
    list('a word in most texts', 'bir'),
    list('a word in every tenth', 'hesap'),
    list(`a word in ${rareWord.messages}`, rareWord.word),
    list('a part of names', 'elif'),
    search('a word in most texts', 'bir'),
    search('a word in every tenth', 'hesap'),
    search(`a word in ${rareWord.messages}`, rareWord.word),
  ]
}
