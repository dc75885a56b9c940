import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import type { Filling } from './fill-database.ts'
import type { Person } from './people.ts'
import type { RealServer } from './real-server.ts'

const bun = process.env.BUN_PATH ?? 'bun'
const root = join(import.meta.dirname, '../../..')

/** Has `count` messages in the conversation of a visitor, who is at their end. */
export const fillTalk = async (server: RealServer, { page, messages }: Person, count: number): Promise<void> => {
  const chatId = await page.evaluate(async () => (await (await fetch('/api/session')).json()).chat_id)
  await server.kill()
  const filling: Filling = { path: server.database, chatId, count, until: Date.now() - 60_000 }
  await promisify(execFile)(bun, ['tests/browser/support/fill-database.ts', JSON.stringify(filling)], { cwd: root })
  await server.start()
  await page.reload()
  await expect(messages.last()).toContainText(String(count - 1))
}
