import { createApi } from '#client/net/api'
import { createAskRoute } from '#client/net/route'
import { createPage } from '#client/pages/page'
import { VisitorFlow } from '#client/pages/visitor-flow'
import { systemClock } from '#client/platform/clock'
import { createDrafts } from '#client/platform/drafts'
import { chosenLanguage } from '#client/platform/language'
import { pageMeta } from '#client/platform/page-meta'

const flow = new VisitorFlow({
  page: createPage(chosenLanguage()),
  api: createApi(createAskRoute((path, init) => fetch(path, init))),
  drafts: createDrafts('user'),
  clock: systemClock,
  adminName: pageMeta('admin-name'),
  telegram: pageMeta('telegram') === '1',
})
void flow.start()
