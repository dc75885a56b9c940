import { describe, expect, test } from 'bun:test'
import { createFaults, toRefusal } from '#server/faults'
import { createLog, describeFault, type LogLevel } from '#server/log'
import { StorageFault } from '#server/store/ports'

const written = (least: LogLevel) => {
  const lines = { out: [] as string[], err: [] as string[] }
  const log = createLog(
    least,
    (line) => void lines.out.push(line),
    (line) => void lines.err.push(line),
  )
  return { log, lines }
}

test('less than what is asked for is not said, but for what the operator waits for', () => {
  const { log, lines } = written('error')
  for (const level of ['debug', 'info', 'warn'] as const) log[level]('event')
  log.always('otp', { message: 'OTP 12345678' })

  expect([lines.out.length, lines.err.length]).toEqual([1, 0])
})

test('an event is one JSON line, warnings and errors on stderr', () => {
  const { log, lines } = written('debug')
  log.info('started', { url: 'line\nbreak "quoted" \u2028' })
  log.warn('warned')
  log.error('failed')

  expect([lines.out.length, lines.err.length]).toEqual([1, 2])
  for (const line of [...lines.out, ...lines.err]) expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(JSON.parse(lines.out[0] ?? '')).toMatchObject({
    level: 'info',
    event: 'started',
    url: 'line\nbreak "quoted" \u2028',
  })
})

describe('a fault', () => {
  test('is told by its class, code and place, never by what it carries', () => {
    const fault = Object.assign(new TypeError('broken'), { code: 'E_BROKEN', payload: 'a text of Eda' })

    expect(describeFault(fault)).toMatchObject({ fault: 'TypeError', code: 'E_BROKEN', message: 'broken' })
    expect(JSON.stringify(describeFault(fault))).not.toContain('Eda')
    expect(describeFault('a text of Eda')).toEqual({ fault: 'string' })
  })

  test('is counted where it was caught', () => {
    const { log, lines } = written('info')
    const faults = createFaults(log)
    faults.count('ws', new Error('one'))
    faults.count('ws', undefined)

    expect([faults.total('ws'), faults.total('http'), lines.err.length]).toEqual([2, 0, 2])
  })

  test('is a person told of without its inside, and with when to try again only where that helps', () => {
    expect(toRefusal(new Error('SELECT * FROM secrets'))).toEqual({
      code: 'internal',
      message: 'something went wrong here',
    })
    expect(toRefusal(new StorageFault('full', null))).toMatchObject({ code: 'storage_full', retryAfterMs: 5000 })
    expect(toRefusal(new StorageFault('unavailable', null))).toMatchObject({ code: 'unavailable', retryAfterMs: 5000 })
  })
})
