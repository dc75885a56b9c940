import { createApi } from '#client/net/api'
import { createAskRoute } from '#client/net/route'
import { arrive } from '#client/pages/arriving'
import { createPage } from '#client/pages/page'
import { startWorker } from '#client/pages/start-worker'
import { VisitorFlow } from '#client/pages/visitor-flow'
import { systemClock } from '#client/platform/clock'
import { createDrafts } from '#client/platform/drafts'
import { catchOffer } from '#client/platform/install-catch'
import { chosenLanguage } from '#client/platform/language'
import { pageMeta } from '#client/platform/page-meta'
import { ownRegistration } from '#client/platform/worker-own'

// It stands on the database, which a new visitor does not wait for.
const forgetTalk = (): void =>
  void import('#client/pages/forgetting').then((code) => code.forgetTalk('user', ownRegistration)).catch(() => {})

const page = createPage(chosenLanguage())
const flow = new VisitorFlow({
  page,
  api: createApi(createAskRoute((path, init) => fetch(path, init))),
  drafts: createDrafts('user'),
  clock: systemClock,
  adminName: pageMeta('admin-name'),
  telegram: pageMeta('telegram') === '1',
  forgetTalk,
})
catchOffer()
startWorker('user')
void arrive('user', page, () => void flow.start())
