import { done, type Outcome, refuse } from '#protocol/refusals'
import type { Clock, CodeSender, Hash, Random } from '#server/actions/ports'
import { codeRules, makeCode } from '#server/domain/code'
import type { WindowLimit } from '#server/domain/rate-limit'
import type { Store } from '#server/store/ports'

type Making = { store: Pick<Store, 'codes'>; clock: Clock; random: Random; hash: Hash }
type Deps = Making & { sender: CodeSender; perAddress: WindowLimit; inAll: WindowLimit; perBrowser: WindowLimit }

/** `browser` is the id of an earlier admin session on the asking browser: strangers cannot use up its limit. */
type Asking = { address: string; browser: string | null }
type Sent = { challengeId: string; sentTo: CodeSender['sentTo']; expiresInS: number }

/** The admin asks for a code. It opens only the challenge that is answered here. */
export const sendCode = (deps: Deps) => {
  const { clock, sender, perAddress, inAll, perBrowser } = deps

  return async ({ address, browser }: Asking): Promise<Outcome<Sent>> => {
    const now = clock()
    const wide = browser ? perBrowser.peek(browser, now) : inAll.peek('', now)
    const allowance = wide.ok ? perAddress.take(address, now) : wide
    if (!allowance.ok) return refuse('rate_limited', 'too many codes were asked for', allowance.retryAfterMs)
    if (browser) perBrowser.take(browser, now)
    else inAll.take('', now)

    const { id, code } = await makeStoredCode(deps, true)
    sender.send(code, codeRules.livesMs)
    return done({ challengeId: id, sentTo: sender.sentTo, expiresInS: codeRules.livesMs / 1000 })
  }
}

/** A code of the console: opens without a challenge, for whoever may use the server's own command line. */
export const makeOpenCode = async (making: Making): Promise<string> => (await makeStoredCode(making, false)).code

const makeStoredCode = async ({ store, clock, random, hash }: Making, needsChallenge: boolean) => {
  const now = clock()
  const id = random.id()
  const code = makeCode(random.below)
  await store.codes.add({ id, codeHash: hash(code), expiresAt: now + codeRules.livesMs, needsChallenge }, now)
  return { id, code }
}
