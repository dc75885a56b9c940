import { turnServer } from '#scripts/browsers/browser'
import { browserTests } from '#scripts/browsers/playwright'
import { provide } from '#scripts/browsers/provide'
import { type Counts, countsOfExit, nothing } from '#scripts/check/counts'
import { runSteps } from '#scripts/check/run-steps'
import { checkSteps, type Step, wholeTests } from '#scripts/check/steps'
import { install } from '#scripts/prepare/install'
import { root } from './root.ts'

/** Before all tests, since those that need no browser need it too. */
const relay: Step = { name: 'Relay: coturn', run: () => provide(turnServer).then(() => nothing) }

const testAll = async (): Promise<Counts> => {
  try {
    await install(root)
    return await runSteps([relay, ...checkSteps, wholeTests, browserTests])
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault)
    return countsOfExit(1)
  }
}

const { passed, failed } = await testAll()
// Other programs read this line: nothing may follow it.
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
