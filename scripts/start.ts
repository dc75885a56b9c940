import { buildApart } from '#scripts/prepare/build-apart'
import { install } from '#scripts/prepare/install'
import { root } from './root.ts'

// Until `install` is through there may be no node_modules: everything that needs it is imported afterwards.
try {
  await install(root)
  await buildApart()
} catch (fault) {
  console.error(`not started: ${fault instanceof Error ? fault.message : fault}`)
  process.exit(1)
}
await import('#server/main')
