import { type Counts, nothing } from './counts.ts'

const attributeOf = (element: string, name: string): number => Number(element.match(` ${name}="(\\d+)"`)?.[1] ?? 0)

/** The counts of a JUnit report as `bun test` writes it: the root element sums up. */
export const countsOfJunit = (xml: string): Counts => {
  const element = xml.match(/<testsuites\b[^>]*>/)?.[0]
  if (!element) return nothing
  const failed = attributeOf(element, 'failures') + attributeOf(element, 'errors')
  const skipped = attributeOf(element, 'skipped')
  return { passed: attributeOf(element, 'tests') - failed - skipped, failed, skipped }
}

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: readonly unknown[]
}

/** The counts of Playwright's JSON report; `errors` are those outside of any test. */
export const countsOfPlaywright = (json: string): Counts => {
  const { stats, errors }: PlaywrightReport = JSON.parse(json)
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}
