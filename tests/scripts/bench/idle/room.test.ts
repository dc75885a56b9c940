import { expect, test } from 'bun:test'
import { shareOut } from '#scripts/bench/idle/holders'
import { countPorts, openFilesFor, requireRoom } from '#scripts/bench/idle/room'

test('more sockets than a process may have is one sentence that names the limit to raise', () => {
  expect(() => requireRoom(2_000_000_000)).toThrow(/^2000000000 idle sockets need \d+ open files[^\n]+ulimit -n[^\n]+$/)
})

test('no port range that can be read is no room at all', () => {
  expect(countPorts('')).toBe(0)
})

test('a port range counts both of its ends', () => {
  expect(countPorts('32768\t60999\n')).toBe(28_232)
})

test('there is room for the files that are no sockets', () => {
  expect(openFilesFor(19_000)).toBeGreaterThan(19_100)
})

test('what is shared out is all there, in nearly equal shares', () => {
  expect([shareOut(10, 4), shareOut(3, 4), shareOut(8, 4)]).toEqual([
    [3, 3, 2, 2],
    [1, 1, 1, 0],
    [2, 2, 2, 2],
  ])
})
