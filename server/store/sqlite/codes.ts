import type { Database } from 'bun:sqlite'
import type { CodeStore } from '#server/store/ports'
import type { Writer } from './writer.ts'

/** One-time codes. They stand in the database, since `konusma otp` makes them in a process of its own. */
export const createCodeStore = (database: Database, writer: Writer): CodeStore => {
  const insert = database.prepare(
    'INSERT INTO admin_codes (id, code_hash, needs_challenge, expires_at) VALUES (?, ?, ?, ?)',
  )
  const forget = database.prepare('DELETE FROM admin_codes WHERE expires_at <= ?')
  // The try is counted by the same statement that looks whether one is left, so that guesses at once share the tries.
  const countTry = database.prepare<{ code_hash: Uint8Array }, [string, number, number]>(
    `UPDATE admin_codes SET tries = tries + 1 WHERE id = ? AND expires_at > ? AND tries < ? RETURNING code_hash`,
  )
  const stillLiving = database.prepare<{ expires_at: number }, [string, number]>(
    'SELECT expires_at FROM admin_codes WHERE id = ? AND expires_at > ?',
  )
  const use = database.prepare('DELETE FROM admin_codes WHERE id = ?')
  const useOpen = database.prepare(
    'DELETE FROM admin_codes WHERE code_hash = ? AND needs_challenge = 0 AND expires_at > ?',
  )

  const take: CodeStore['take'] = (challengeId, codeHash, nowMs, mostTries) =>
    writer.write(() => {
      const tried = countTry.get(challengeId, nowMs, mostTries)
      if (!tried) {
        const exhausted = stillLiving.get(challengeId, nowMs)
        return exhausted ? { kind: 'exhausted', until: exhausted.expires_at } : { kind: 'unknown' }
      }
      if (!crypto.timingSafeEqual(tried.code_hash, codeHash)) return { kind: 'wrong' }
      use.run(challengeId)
      return { kind: 'right' }
    })

  return {
    add: ({ id, codeHash, expiresAt, needsChallenge }, nowMs) =>
      writer.write(() => {
        forget.run(nowMs)
        insert.run(id, codeHash, Number(needsChallenge), expiresAt)
      }),
    take,
    takeOpen: (codeHash, nowMs) => writer.write(() => useOpen.run(codeHash, nowMs).changes > 0),
  }
}
