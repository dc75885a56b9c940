import { Database } from 'bun:sqlite'
import { beforeEach, expect, test } from 'bun:test'
import { StorageFault } from '#server/store/ports'
import { createWriter, type Writer } from '#server/store/sqlite/writer'
import { faultOf } from '#tests/support/fault-of'
import { scratchDatabase } from '#tests/support/scratch'

let database: Database
let writer: Writer
let told: string[]
let isInDoubt: boolean

beforeEach(() => {
  database = new Database(':memory:', { strict: true })
  database.run('CREATE TABLE rows (n INTEGER PRIMARY KEY CHECK (n < 100)) STRICT')
  told = []
  isInDoubt = false
  writer = createWriter(database, {
    afterBegin: () => {
      if (isInDoubt) throw Object.assign(new Error('cannot be read'), { code: 'SQLITE_IOERR_READ' })
    },
    beforeCommit: () => told.push('before'),
    afterCommit: () => told.push('after'),
    afterRollback: () => told.push('rollback'),
  })
})

const insert = (n: number) => () => database.run('INSERT INTO rows VALUES (?)', [n])
const rows = (): unknown[] => database.query('SELECT n FROM rows').values().flat()
const outcomes = (jobs: (() => unknown)[]) =>
  Promise.allSettled(jobs.map((job) => writer.write(job))).then((settled) => settled.map(({ status }) => status))

test('a job that fails takes none of its turn down with it', async () => {
  expect(await outcomes([insert(1), insert(100), insert(2), insert(1), insert(3)])).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(rows()).toEqual([1, 2, 3])
  expect(database.inTransaction).toBe(false)
})

test('a job that throws half-way leaves nothing of itself behind', async () => {
  const half = () => {
    insert(7)()
    throw new RangeError('half-way')
  }

  expect(await faultOf(writer.write(half))).toEqual(new RangeError('half-way'))
  await outcomes([insert(8)])

  expect(rows()).toEqual([8])
})

test('all jobs of one turn share one transaction, and the next turn has its own', async () => {
  await outcomes([insert(1), insert(2), insert(3)])
  expect(told).toEqual(['before', 'after'])

  await outcomes([insert(4)])
  expect(told).toEqual(['before', 'after', 'before', 'after'])
})

test('nothing resolves before it is committed, and all resolves in the order in which it came', async () => {
  const order: number[] = []
  const jobs = [3, 1, 2].map((n) =>
    writer.write(insert(n)).then(() => {
      expect(database.inTransaction).toBe(false)
      order.push(n)
    }),
  )
  expect(rows()).toEqual([])

  await Promise.all(jobs)

  expect(order).toEqual([3, 1, 2])
})

test('while it cannot be read what stands already nothing is written, and afterwards all is', async () => {
  isInDoubt = true
  expect(await outcomes([insert(1), insert(2)])).toEqual(['rejected', 'rejected'])
  isInDoubt = false
  await outcomes([insert(3)])

  expect(rows()).toEqual([3])
})

test('a flush commits what waits, now', () => {
  void writer.write(insert(1))
  writer.flush()

  expect(rows()).toEqual([1])
})

test('a full disk and a busy database are faults that pass, and are told apart from our own', async () => {
  const failing = (code: string) => () => {
    throw Object.assign(new Error('from SQLite'), { code })
  }
  const faultOfCode = (code: string) => writer.write(failing(code)).catch((fault: unknown) => fault)

  expect(await faultOfCode('SQLITE_FULL')).toEqual(new StorageFault('full', expect.anything()))
  expect(await faultOfCode('SQLITE_FULL')).toMatchObject({ reason: 'full' })
  expect(await faultOfCode('SQLITE_IOERR_FSYNC')).toMatchObject({ reason: 'unavailable' })
  expect(await faultOfCode('SQLITE_CONSTRAINT_CHECK')).not.toBeInstanceOf(StorageFault)
})

test('a database that another process holds on to refuses all that wait in the time of one wait, and goes on after it', async () => {
  const { path, open } = scratchDatabase()
  const held = new Database(path, { create: true, strict: true })
  held.run('CREATE TABLE rows (n INTEGER PRIMARY KEY) STRICT')
  held.run('PRAGMA busy_timeout = 100')
  const other = open()
  other.run('BEGIN IMMEDIATE')
  const nothing = () => undefined
  const patient = createWriter(held, {
    afterBegin: nothing,
    beforeCommit: nothing,
    afterCommit: nothing,
    afterRollback: nothing,
  })
  const write = (n: number) => patient.write(() => held.run('INSERT INTO rows VALUES (?)', [n]))
  await write(0).catch(nothing)

  const startedAt = performance.now()
  const refused = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => write(n)))
  expect(refused.every((one) => one.status === 'rejected' && one.reason.reason === 'unavailable')).toBe(true)
  expect(performance.now() - startedAt).toBeLessThan(400)

  other.run('ROLLBACK')
  await write(1)
  held.close()
})

test('a database that is full refuses the write and takes the next one', async () => {
  database.run('CREATE TABLE texts (text TEXT) STRICT')
  const { page_count: pages } = database.query<{ page_count: number }, []>('PRAGMA page_count').get() ?? {
    page_count: 0,
  }
  database.run(`PRAGMA max_page_count = ${pages + 2}`)
  const text = (length: number) => () => database.run('INSERT INTO texts VALUES (?)', ['x'.repeat(length)])

  expect(await faultOf(writer.write(text(50_000)))).toMatchObject({ reason: 'full' })
  expect(await outcomes([text(50_000), text(10), insert(1)])).toEqual(['rejected', 'fulfilled', 'fulfilled'])
})
