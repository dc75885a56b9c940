import { expect, test } from 'bun:test'
import { dragMeans, dragOffset, releaseMeans } from '#client/views/record-key-gesture'

test('a finger that trembles gives nothing up and locks nothing', () => {
  expect(dragMeans({ dx: -20, dy: -20 })).toBe('hold')
  expect(dragMeans({ dx: -95, dy: 0 })).toBe('hold')
  expect(dragMeans({ dx: 200, dy: 200 })).toBe('hold')
})

test('to the left it gives up, upwards it locks, and the farther way counts', () => {
  expect(dragMeans({ dx: -96, dy: -10 })).toBe('cancel')
  expect(dragMeans({ dx: -10, dy: -64 })).toBe('lock')
  expect(dragMeans({ dx: -100, dy: -120 })).toBe('lock')
})

test('a tap records on without the finger, and so does a press that was taken away or came before the microphone', () => {
  expect(releaseMeans({ heldMs: 120, recordedMs: 60, isBroken: false })).toBe('lock')
  expect(releaseMeans({ heldMs: 5000, recordedMs: 4800, isBroken: true })).toBe('lock')
  expect(releaseMeans({ heldMs: 5000, recordedMs: null, isBroken: false })).toBe('lock')
})

test('a hold of less than 0.7 seconds of sound is a slip, a longer one is sent', () => {
  expect(releaseMeans({ heldMs: 600, recordedMs: 500, isBroken: false })).toBe('slip')
  expect(releaseMeans({ heldMs: 900, recordedMs: 700, isBroken: false })).toBe('send')
})

test('what is under the finger follows it along one way, and not beyond its end', () => {
  expect(dragOffset({ dx: -50, dy: -20 })).toEqual({ dx: -38, dy: 0 })
  expect(dragOffset({ dx: -500, dy: 0 })).toEqual({ dx: -96, dy: 0 })
  expect(dragOffset({ dx: 30, dy: -500 })).toEqual({ dx: 0, dy: -64 })
})
