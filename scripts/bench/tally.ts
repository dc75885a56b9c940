const faultsKept = 3

/** Counts what happened and notes what should not have: the first faults by their words, the others by number. */
export const createTally = () => {
  const faults: string[] = []
  let faultCount = 0
  let measuring = false
  let acksMs: number[] = []

  return {
    fault(words: string): void {
      faultCount += 1
      if (faults.length < faultsKept) faults.push(words.slice(0, 300))
    },
    acked(tookMs: number): void {
      if (measuring) acksMs.push(tookMs)
    },
    startWindow(): void {
      acksMs = []
      measuring = true
    },
    endWindow(): void {
      measuring = false
    },
    acksMs: () => acksMs,
    faults: () => ({ faults, faultCount }),
  }
}

export type Tally = ReturnType<typeof createTally>
