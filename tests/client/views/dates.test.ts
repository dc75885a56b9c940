import { describe, expect, test } from 'bun:test'
import { en } from '#client/i18n/en'
import { tr } from '#client/i18n/tr'
import { createDates, startOfDay } from '#client/views/dates'

const at = (month: number, day: number, hour = 12, minute = 0, year = 2026) =>
  new Date(year, month - 1, day, hour, minute).getTime()
const now = at(11, 25)
const turkish = createDates(tr, 'tr')
const english = createDates(en, 'en')

describe('days', () => {
  test('the day before yesterday is no yesterday, and tomorrow no today', () => {
    expect(turkish.dayName(at(11, 23, 23, 59), now)).toBe('23 Kasım Pazartesi')
    expect(turkish.dayName(at(11, 26, 0, 0), now)).toBe('26 Kasım Perşembe')
  })

  test('today and yesterday go from midnight to midnight of the reader', () => {
    expect(turkish.dayName(at(11, 25, 0, 0), now)).toBe('Bugün')
    expect(turkish.dayName(at(11, 24, 23, 59), now)).toBe('Dün')
    expect(turkish.dayName(at(11, 24, 0, 0), now)).toBe('Dün')
    expect(english.dayName(at(11, 24), now)).toBe('Yesterday')
  })

  test('another year names itself', () => {
    expect(turkish.dayName(at(12, 31, 12, 0, 2025), now)).toBe('31 Aralık 2025')
    expect(english.dayName(at(12, 31, 12, 0, 2025), now)).toBe('31 December 2025')
  })

  test('a day begins at local midnight', () => {
    expect(startOfDay(at(11, 25, 17, 3))).toBe(at(11, 25, 0, 0))
  })
})

test('the clock has two digits and 24 hours in both languages', () => {
  expect(turkish.clock(at(11, 25, 9, 5))).toBe('09:05')
  expect(english.clock(at(11, 25, 21, 5))).toBe('21:05')
})

test('in a narrow place: the clock, yesterday, then day and month', () => {
  expect(turkish.brief(at(11, 25, 9, 5), now)).toBe('09:05')
  expect(turkish.brief(at(11, 24, 9, 5), now)).toBe('Dün')
  expect(turkish.brief(at(11, 3, 9, 5), now)).toBe('3 Kas')
})

test('in a sentence the day stands before the clock unless it is today', () => {
  expect(turkish.moment(at(11, 25, 9, 5), now)).toBe('09:05')
  expect(turkish.moment(at(11, 24, 9, 5), now)).toBe('dün 09:05')
  expect(english.moment(at(11, 24, 9, 5), now)).toBe('yesterday 09:05')
  expect(turkish.moment(at(11, 3, 9, 5), now)).toBe('3 Kasım Salı 09:05')
})

test('a duration is never nothing, and is cut to whole minutes, hours, days', () => {
  const minute = 60_000
  expect(turkish.duration(-5)).toBe('1 dk')
  expect(turkish.duration(7.9 * minute)).toBe('7 dk')
  expect(turkish.duration(59.9 * minute)).toBe('59 dk')
  expect(turkish.duration(60 * minute)).toBe('1 sa')
  expect(english.duration(24 * 60 * minute)).toBe('1 day')
  expect(english.duration(50 * 60 * minute)).toBe('2 days')
})
