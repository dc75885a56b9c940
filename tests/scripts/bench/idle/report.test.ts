import { expect, test } from 'bun:test'
import { parseStatus } from '#scripts/bench/idle/memory'
import { toReport } from '#scripts/bench/idle/report'

const mib = 2 ** 20
const figures = (name: string, afterMib: number) => ({
  name,
  sockets: 1024,
  before: { ownBytes: 10 * mib, residentBytes: 50 * mib },
  after: { ownBytes: afterMib * mib, residentBytes: (afterMib + 41) * mib },
})
const setting = { sockets: 1024, visitors: 54 }

test('a kernel that does not tell is no measurement', () => {
  expect(() => parseStatus('VmRSS:\t  100 kB\n')).toThrow('RssAnon')
})

test('more than 4 KiB each fails, and so does no figure of ours', () => {
  expect(toReport([figures('K', 15)], setting)).toMatchObject({
    failed: true,
    gates: [expect.stringContaining('FAIL')],
  })
  expect(toReport([figures('N', 11)], setting).failed).toBe(true)
})

test('what the sockets added is divided by their number', () => {
  const { lines, gates, failed } = toReport([figures('N', 24), figures('K', 12)], setting)

  expect(failed).toBe(false)
  expect(gates[0]).toMatch(/pass.*: 2\.00$/)
  expect(lines.at(-2)).toMatch(/N +10\.0 +24\.0 +14\.00 +15\.00$/)
})

test('the memory of a process is read from its status', () => {
  const status = 'Name:\tbun\nVmRSS:\t   52000 kB\nRssAnon:\t   20000 kB\nRssFile:\t   32000 kB\n'

  expect(parseStatus(status)).toEqual({ ownBytes: 20_000 * 1024, residentBytes: 52_000 * 1024 })
})
