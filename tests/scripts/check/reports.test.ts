import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countsOfJunit, countsOfPlaywright } from '#scripts/check/reports'

let dir: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'konusma-reports-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const report = async (code: string): Promise<string> => {
  writeFileSync(join(dir, 'some.test.ts'), `import { test } from 'bun:test'\n${code}`)
  const command = [process.execPath, 'test', '--reporter=junit', '--reporter-outfile=report.xml']
  await Bun.spawn(command, { cwd: dir, stdout: 'ignore', stderr: 'ignore' }).exited
  return readFileSync(join(dir, 'report.xml'), 'utf8')
}

test('what bun test really writes is counted', async () => {
  const xml = await report(`
    test('a', () => {})
    test('b', () => {})
    test('c', () => { throw new Error('<testsuites tests="9">') })
    test.skip('d', () => {})
    test.todo('e')
  `)
  expect(countsOfJunit(xml)).toEqual({ passed: 2, failed: 1, skipped: 2 })
})

test('a report that is none counts nothing', () => {
  expect(countsOfJunit('<html>')).toEqual({ passed: 0, failed: 0, skipped: 0 })
})

test('Playwright’s faults outside of any test count as failures', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }
  expect(countsOfPlaywright(JSON.stringify({ stats, errors: [{}] }))).toEqual({ passed: 4, failed: 3, skipped: 2 })
})
