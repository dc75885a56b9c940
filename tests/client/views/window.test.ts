import { describe, expect, test } from 'bun:test'
import { isComplete, nextRange, type Range } from '#client/views/window'

const nothing = { from: 0, to: 0 }

const settled = (start: Range, visible: Range, count: number): Range[] => {
  const steps = [nextRange(start, visible, count)]
  while (!isComplete(steps.at(-1) ?? start, visible, count))
    steps.push(nextRange(steps.at(-1) ?? start, visible, count))
  return steps
}

const size = ({ from, to }: Range): number => to - from
const added = (held: Range, next: Range): number =>
  size(next) - Math.max(0, Math.min(held.to, next.to) - Math.max(held.from, next.from))

describe('which rows stand in the page', () => {
  test('none where there are none', () => {
    expect(nextRange(nothing, { from: 0, to: 1 }, 0)).toEqual(nothing)
  })

  test('all of a short conversation, whatever is on screen', () => {
    expect(settled(nothing, { from: 190, to: 200 }, 200).at(-1)).toEqual({ from: 0, to: 200 })
  })

  test('of a long one those around what is on screen', () => {
    expect(settled(nothing, { from: 5000, to: 5020 }, 10_000).at(-1)).toEqual({ from: 4976, to: 5044 })
    expect(settled(nothing, { from: 9980, to: 10_000 }, 10_000).at(-1)).toEqual({ from: 9956, to: 10_000 })
  })

  test('what is on screen comes at once, the rest in steps', () => {
    const visible = { from: 5000, to: 5020 }
    const steps = settled({ from: 0, to: 100 }, visible, 10_000)
    expect(steps[0]).toEqual({ from: 4997, to: 5023 })
    for (const [index, step] of steps.slice(1).entries())
      expect(added(steps[index] ?? step, step)).toBeLessThanOrEqual(10)
  })

  test('a small move draws only what is missing; a long one never draws more than it may', () => {
    const held = { from: 4976, to: 5044 }
    expect(nextRange(held, { from: 5000, to: 5020 }, 10_000)).toEqual(held)
    expect(nextRange(held, { from: 4990, to: 5010 }, 10_000)).toEqual({ from: 4966, to: 5044 })
    let range = held
    for (let top = 5000; top > 0; top -= 25) {
      range = nextRange(range, { from: top, to: top + 20 }, 10_000)
      expect(range.from).toBeLessThanOrEqual(top)
      expect(range.to).toBeGreaterThanOrEqual(top + 20)
      expect(size(range)).toBeLessThanOrEqual(120)
    }
  })

  test('rows that are gone are not drawn', () => {
    expect(nextRange({ from: 900, to: 1000 }, { from: 280, to: 300 }, 300).to).toBe(300)
  })
})
