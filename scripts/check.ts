import { runSteps } from '#scripts/check/run-steps'
import { checkSteps } from '#scripts/check/steps'
import { install } from '#scripts/prepare/install'
import { root } from './root.ts'

await install(root)
const { failed } = await runSteps(checkSteps)
process.exitCode = failed > 0 ? 1 : 0
