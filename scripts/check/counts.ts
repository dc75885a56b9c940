export type Counts = { passed: number; failed: number; skipped: number }

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (one, other) => ({
      passed: one.passed + other.passed,
      failed: one.failed + other.failed,
      skipped: one.skipped + other.skipped,
    }),
    nothing,
  )

/** A step that is no list of tests: it fails as one, and its success is no test passed. */
export const countsOfExit = (exitCode: number): Counts => ({ ...nothing, failed: exitCode === 0 ? 0 : 1 })

/** A run that ends badly has failed, whatever its report says. */
export const atLeast = (counts: Counts, exitCode: number): Counts =>
  exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }

/** Where nobody looks, a skipped test and a run without any test are failures. */
export const strictly = (counts: Counts): Counts => {
  const { passed, failed, skipped } = counts
  const none = passed + failed + skipped === 0 ? 1 : 0
  return { passed, failed: failed + skipped + none, skipped: 0 }
}
