import { Database } from 'bun:sqlite'
import * as z from 'zod/mini'

// Nothing but prepared queries, each answered as it comes. Usage: bun search-server.ts PORT DATABASE QUESTIONS
const [port = '0', path = '', json = '[]'] = process.argv.slice(2)

const questions = z.array(z.object({ sql: z.string(), values: z.array(z.union([z.string(), z.number()])) }))
const database = new Database(path, { readonly: true, strict: true })
database.run('PRAGMA cache_size = -65536')
const queries = questions.parse(JSON.parse(json)).map(({ sql, values }) => {
  const statement = database.prepare(sql)
  return () => statement.all(...values)
})

Bun.serve({
  port: Number(port),
  hostname: '127.0.0.1',
  fetch: ({ url }) => Response.json(queries[Number(url.slice(url.lastIndexOf('/') + 1))]?.() ?? []),
})
