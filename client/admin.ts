import { createApi } from '#client/net/api'
import { browserDevices } from '#client/net/devices'
import { createAskRoute } from '#client/net/route'
import { AdminFlow } from '#client/pages/admin-flow'
import { arrive } from '#client/pages/arriving'
import { createPage } from '#client/pages/page'
import { startWorker } from '#client/pages/start-worker'
import { createDrafts } from '#client/platform/drafts'
import { catchOffer } from '#client/platform/install-catch'
import { chosenLanguage } from '#client/platform/language'
import { pageMeta } from '#client/platform/page-meta'

const page = createPage(chosenLanguage(pageMeta('lang')))
const flow = new AdminFlow({
  page,
  api: createApi(createAskRoute((path, init) => fetch(path, init))),
  devices: browserDevices('admin'),
  drafts: createDrafts('admin'),
  adminName: pageMeta('admin-name'),
})
catchOffer()
startWorker('admin')
void arrive('admin', page, () => void flow.start())
