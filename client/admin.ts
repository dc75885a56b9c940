import { createApi } from '#client/net/api'
import { browserDevices } from '#client/net/devices'
import { createAskRoute } from '#client/net/route'
import { AdminFlow } from '#client/pages/admin-flow'
import { createPage } from '#client/pages/page'
import { createDrafts } from '#client/platform/drafts'
import { chosenLanguage } from '#client/platform/language'
import { pageMeta } from '#client/platform/page-meta'

const flow = new AdminFlow({
  page: createPage(chosenLanguage(pageMeta('lang'))),
  api: createApi(createAskRoute((path, init) => fetch(path, init))),
  devices: browserDevices('admin'),
  drafts: createDrafts('admin'),
  adminName: pageMeta('admin-name'),
})
void flow.start()
