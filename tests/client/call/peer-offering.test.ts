import { describe, expect, test } from 'bun:test'
import { createOffering } from '#client/call/peer-offering'
import { createQuestion } from '#client/call/peer-question'
import { createFakeClock } from '#tests/support/fake-clock'

const set = () => {
  const clock = createFakeClock()
  const made: string[] = []
  const offering = createOffering({ clock, offer: () => made.push('path'), offerAnew: () => made.push('anew') })
  return { clock, made, offering }
}

describe('another path', () => {
  test('is not sought while an offer may still be answered', () => {
    const { clock, made, offering } = set()

    offering.mend()
    clock.advance(4999)
    offering.mend()
    expect(made).toEqual(['path'])
    clock.advance(1)
    offering.mend()

    expect(made).toEqual(['path', 'path'])
  })

  test('for several reasons at once is sought once, and once more in a moment', () => {
    const { clock, made, offering } = set()

    offering.want()
    offering.want()
    offering.want()
    expect(made).toEqual(['path'])
    clock.advance(1500)
    clock.advance(10_000)

    expect(made).toEqual(['path', 'path'])
  })

  test('that was agreed on and brought nothing is not sought again: all is made anew', () => {
    const { clock, made, offering } = set()
    offering.mend()

    offering.answered()
    clock.advance(5000)
    offering.mend()

    expect(made).toEqual(['path', 'anew'])
  })

  test('is sought as before where the last trouble is long over', () => {
    const { clock, made, offering } = set()
    offering.mend()
    offering.answered()

    clock.advance(15_000)
    offering.mend()

    expect(made).toEqual(['path', 'path'])
  })

  test('is not sought any more once it is over', () => {
    const { clock, made, offering } = set()
    offering.want()
    offering.want()

    offering.stop()
    clock.advance(10_000)

    expect(made).toEqual(['path'])
    expect(clock.waiting()).toBe(0)
  })
})

describe('the question whether the other end is there', () => {
  const asking = (isOpen: boolean) => {
    const clock = createFakeClock()
    const told = { silences: 0 }
    const question = createQuestion(clock, { say: () => isOpen, onSilence: () => told.silences++ })
    return { clock, told, question }
  }

  test('cannot be asked where nothing can be said', () => {
    const { clock, question } = asking(false)

    expect(question.ask()).toBe(false)
    expect(clock.waiting()).toBe(0)
  })

  test('is answered by silence', () => {
    const { clock, told, question } = asking(true)

    question.ask()
    clock.advance(600)

    expect(told.silences).toBe(1)
    expect(question.answered()).toBe(false)
  })

  test('that was answered is answered once', () => {
    const { clock, told, question } = asking(true)
    question.ask()

    expect([question.answered(), question.answered()]).toEqual([true, false])
    clock.advance(1000)

    expect(told.silences).toBe(0)
  })
})
