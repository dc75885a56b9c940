import { createAskRoute } from '#client/net/route'
import { callOver } from '#client/platform/call-panel'
import { onHandoverLink, putBackHandoverToken, takeHandoverToken } from '#client/platform/handover-link'
import type { Side } from '#protocol/messages'
import { load } from './loading.ts'
import type { Page } from './page.ts'

/** Begins the page: with what its address brings from another device, where it does. */
export const arrive = async (side: Side, page: Page, begin: () => void): Promise<void> => {
  const token = takeHandoverToken()
  // Such a link in a page that stands already: it begins anew with it, after a call that is on.
  onHandoverLink(() => void callOver().then(() => location.reload()))
  if (token !== null) await takeOver(side, page, token)
  begin()
}

const takeOver = async (side: Side, page: Page, token: string): Promise<void> => {
  const ask = createAskRoute((path, init) => fetch(path, init))
  const code = await load(() => import('./taking-over.ts'), page.words().t)
  if (code) await code.offerTakeover({ page, ask, side, token })
  else putBackHandoverToken(token)
}
