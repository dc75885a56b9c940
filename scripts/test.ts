import { browserTests } from '#scripts/browsers/playwright'
import { type Counts, countsOfExit } from '#scripts/check/counts'
import { runSteps } from '#scripts/check/run-steps'
import { checkSteps } from '#scripts/check/steps'
import { install } from '#scripts/prepare/install'
import { root } from './root.ts'

const testAll = async (): Promise<Counts> => {
  try {
    await install(root)
    return await runSteps([...checkSteps, browserTests])
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault)
    return countsOfExit(1)
  }
}

const { passed, failed } = await testAll()
// Other programs read this line: nothing may follow it.
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
