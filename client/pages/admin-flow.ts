import type { Api } from '#client/net/api'
import type { Devices } from '#client/net/devices'
import type { EndReason } from '#client/net/line-ports'
import type { Drafts } from '#client/platform/drafts'
import { remembered } from '#client/platform/remembered'
import { ownRegistration } from '#client/platform/worker-own'
import { createEnded } from '#client/views/ended'
import { createSignIn } from '#client/views/sign-in'
import { showToast } from '#client/views/toast'
import { startDesk } from './desk.ts'
import { forgetTalk } from './forgetting.ts'
import { offerReload } from './loading.ts'
import { hasKeyboard, type Page, type Screen, showLine } from './page.ts'

export type AdminFlowPorts = { page: Page; api: Api; devices: Devices; drafts: Drafts; adminName: string }

/** From the sign-in to the desk, and out of it again. */
export class AdminFlow {
  readonly #ports: AdminFlowPorts
  #challengeId: string | null = null
  #isLeaving = false
  #shown: 'nothing' | 'sign-in' | 'desk' | 'ended' = 'nothing'

  constructor(ports: AdminFlowPorts) {
    this.#ports = ports
  }

  /** A browser that was signed in sees its desk at once, and is corrected when the server knows better. */
  async start(): Promise<void> {
    if (remembered.isAdmin()) this.#showDesk(this.#ports.adminName)
    const me = await this.#ports.api.me()
    if (this.#shown === 'ended') return
    if (me.ok) this.#enter(me.value.admin_name)
    else if (me.code === 'unauthenticated' || this.#shown === 'nothing') this.#showSignIn()
  }

  #enter(adminName: string): void {
    remembered.keepAdmin()
    if (this.#shown !== 'desk') this.#showDesk(adminName)
  }

  #showSignIn(): void {
    this.#forget()
    let focus = (): void => {}
    this.#showStill('sign-in', {
      draw: (words) => {
        document.title = words.t.signInTitle
        const view = createSignIn({
          ...words,
          onSendCode: () => this.#sendCode(),
          onSignIn: (otp) => this.#signIn(otp),
        })
        focus = view.focus
        return view.element
      },
      shown: () => hasKeyboard() && focus(),
      stop: () => {},
    })
  }

  async #sendCode() {
    const sent = await this.#ports.api.sendCode()
    if (!sent.ok)
      return { failure: sent.code, ...(sent.retryAfterMs !== undefined && { retryAfterMs: sent.retryAfterMs }) }
    this.#challengeId = sent.value.challenge_id
    return { sentTo: sent.value.sent_to, expiresInS: sent.value.expires_in }
  }

  async #signIn(otp: string): Promise<string | null> {
    const { api } = this.#ports
    const signedIn = await api.signIn(otp, this.#challengeId)
    if (!signedIn.ok) return signedIn.code
    this.#enter(signedIn.value.admin_name)
    return null
  }

  #showDesk(adminName: string): void {
    const { page, api, devices, drafts } = this.#ports
    this.#shown = 'desk'
    page.show(
      startDesk({
        api,
        devices,
        drafts,
        adminName,
        words: page.words,
        onLanguage: page.switchLanguage,
        onSignOut: () => void this.#signOut(),
        onEnd: (reason) => void this.#ended(reason),
        onNotKept: () => void showToast(page.words().t.notKept),
        onHeldUp: () => void showToast(page.words().t.heldUp),
      }),
    )
  }

  async #signOut(): Promise<void> {
    this.#isLeaving = true
    const left = await this.#ports.api.signOut()
    this.#isLeaving = false
    if (left.ok || left.code === 'unauthenticated') this.#showSignIn()
    else void showToast(this.#ports.page.words().t.failure(left.code))
  }

  async #ended(reason: EndReason): Promise<void> {
    if (this.#isLeaving || this.#shown !== 'desk') return
    const { page, api } = this.#ports
    const { t } = page.words()
    if (reason === 'outdated') return offerReload(t.outdated, t)
    // Another tab may have signed in anew: then only the socket's session is over, not the browser's.
    const me = reason === 'gone' ? await api.me() : null
    if (me?.ok) this.#showDesk(me.value.admin_name)
    else this.#showEnded(reason)
  }

  #forget(): void {
    remembered.forgetAdmin()
    void forgetTalk('admin', ownRegistration, this.#ports.devices.cache.clear)
  }

  #showEnded(reason: 'gone' | 'elsewhere'): void {
    this.#forget()
    const onAgain = () => this.#showSignIn()
    const draw: Screen['draw'] = ({ t }) => createEnded({ t, reason, side: 'admin', onAgain }).element
    this.#showStill('ended', { draw, shown: () => {}, stop: () => {} })
  }

  #showStill(shown: 'sign-in' | 'ended', screen: Screen): void {
    this.#shown = shown
    showLine({ phase: 'waiting' })
    this.#ports.page.show(screen)
  }
}
