import type { PushApi } from '#client/net/push-api'
import type { PermissionSwitch } from '#client/platform/notification-permission'
import type { NotifyWish } from '#client/platform/notify-wish'
import type { NotifyPhase, NotifyState } from '#client/state/notify'
import { type EnlistingPorts, enlist, withdraw } from './enlisting.ts'
import { within } from './within.ts'

export type SubscribingPorts = Omit<EnlistingPorts, 'api' | 'isStopped' | 'onLate' | 'isForgotten'> & {
  api: EnlistingPorts['api'] & Pick<PushApi, 'states'>
  /** The operator has taken the workers away. */
  isSwitchedOff: () => boolean
  permission: PermissionSwitch
  wish: NotifyWish
  hasPush: () => boolean
  /** Possible here only from the home screen. */
  mustInstall: () => boolean
  onChange: () => void
}

const askMs = 60_000

// What a server that cannot be reached just now has to do with is no fault of a subscription that it has already.
const passing = new Set(['offline', 'unavailable', 'internal', 'rate_limited', 'storage_full'])

/** The subscription of this device: the browser's and the server's kept in step with what the person wants. Never rejects. */
export class Subscribing {
  readonly #ports: SubscribingPorts
  #state: NotifyState
  #isBusy = false
  /** What goes on without a word. */
  #unsaid: 'starting' | 'stopping' | null = null
  #isDueAgain = false
  #isStopped = false
  #hasWorker: boolean | null = null

  constructor(ports: SubscribingPorts) {
    this.#ports = ports
    this.#state = this.#atRest()
    void this.meetWorker()
  }

  get state(): NotifyState {
    return this.#state
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  /** `null` until the worker has come or is known to stay away. */
  get isPossible(): boolean | null {
    const { phase } = this.#atRest()
    if (phase === 'install') return true
    return phase === 'none' ? false : this.#hasWorker
  }

  /** One that was late may be there by now. */
  async meetWorker(): Promise<void> {
    const registration = await this.#ports.worker.ready().catch(() => null)
    this.#hasWorker = registration !== null && 'pushManager' in registration
    if (!this.#isBusy && !this.#isStopped && this.#state.phase !== 'failed') this.#set(this.#atRest())
  }

  /** Only out of a tap: the browser's own question may follow. */
  async turnOn(): Promise<NotifyState> {
    if (this.#isBusy) {
      if (this.#unsaid) this.#set({ phase: this.#unsaid, reason: null })
      this.#unsaid = null
      return this.#state
    }
    const { permission, wish } = this.#ports
    const allowed = permission.now() === 'granted' ? 'granted' : await this.#ask()
    if (allowed === 'granted' || allowed === 'denied') wish.want(true)
    if (allowed === 'granted') await this.#bring('starting')
    else this.#set(allowed === 'denied' ? this.#atRest() : { phase: 'off', reason: 'dismissed' })
    return this.#state
  }

  async turnOff(): Promise<void> {
    if (this.#isBusy) return
    this.#ports.wish.want(false)
    this.#set({ phase: 'stopping', reason: null })
    await this.#drop()
  }

  /** Brings browser and server in step with what is wanted and allowed. Asks nothing and says nothing. */
  async sync(): Promise<void> {
    const { permission, wish } = this.#ports
    if (this.#isBusy) this.#isDueAgain = true
    else if (permission.now() === 'granted' && wish.wanted()) await this.#bring(null)
    else if (wish.endpoint() !== null) await this.#dropUnsaid()
    else this.#set(this.#atRest())
  }

  stop(): void {
    this.#isStopped = true
  }

  async #ask() {
    const { clock, permission, wish } = this.#ports
    this.#isBusy = true
    this.#set({ phase: 'asking', reason: null })
    const allowed = await within(clock, askMs, permission.ask(), (late) => {
      if (late === 'granted') wish.want(true)
      void this.sync()
    })
    this.#isBusy = false
    return allowed
  }

  async #bring(shown: 'starting' | null): Promise<void> {
    if (this.#atRest().phase === 'none') return
    this.#isBusy = true
    this.#unsaid = shown ? null : 'starting'
    this.#isDueAgain = false
    if (shown) this.#set({ phase: shown, reason: null })
    const enlisted = await enlist({
      ...this.#ports,
      isStopped: () => this.#isStopped,
      isForgotten: (endpoint) => this.#isForgotten(endpoint),
      onLate: () => void this.sync(),
    })
    this.#isBusy = false
    this.#unsaid = null
    if (this.#isStopped) return
    if (enlisted.ok) this.#keep(enlisted.endpoint)
    this.#set(enlisted.ok ? this.#atRest() : this.#afterRefusal(enlisted.reason))
    // Whoever said "not now" meanwhile has it taken back.
    if (enlisted.ok && !this.#ports.wish.wanted()) this.#isDueAgain = true
    await this.#goOn()
  }

  async #isForgotten(endpoint: string): Promise<boolean> {
    const { api, wish } = this.#ports
    if (wish.endpoint() !== endpoint) return false
    const answer = await api.states()
    return answer.ok && !answer.value.some((one) => one.endpoint === endpoint)
  }

  #keep(endpoint: string): void {
    const { api, wish } = this.#ports
    const before = wish.endpoint()
    wish.keepEndpoint(endpoint)
    if (before !== null && before !== endpoint) void api.unsubscribe(before)
  }

  #afterRefusal(reason: string): NotifyState {
    const { wish } = this.#ports
    const { phase } = this.#atRest()
    if (phase !== 'on' || (passing.has(reason) && wish.endpoint() !== null)) return { phase, reason: null }
    return { phase: 'failed', reason }
  }

  /** It is not wanted or not allowed any more. Who forbids it wants it no more; a browser that asks anew says nothing. */
  async #dropUnsaid(): Promise<void> {
    const { permission, wish } = this.#ports
    if (permission.now() === 'denied') wish.want(false)
    this.#unsaid = 'stopping'
    await this.#drop()
  }

  /** The server is told first: a browser may take long to let go. */
  async #drop(): Promise<void> {
    const { api, wish } = this.#ports
    this.#isBusy = true
    const endpoint = wish.endpoint()
    const answer = endpoint === null ? null : await api.unsubscribe(endpoint)
    if (answer && (answer.ok || !passing.has(answer.code))) wish.keepEndpoint(null)
    await withdraw(this.#ports)
    this.#isBusy = false
    this.#unsaid = null
    if (this.#isStopped) return
    this.#set(this.#atRest())
    await this.#goOn()
  }

  async #goOn(): Promise<void> {
    if (!this.#isDueAgain) return
    this.#isDueAgain = false
    await this.sync()
  }

  #atRest(): NotifyState {
    const { permission, wish, hasPush, mustInstall, isSwitchedOff } = this.#ports
    const allowed = permission.now()
    const phase = (): NotifyPhase => {
      if (mustInstall()) return 'install'
      if (!hasPush() || allowed === 'none' || this.#hasWorker === false) return 'none'
      if (allowed === 'denied') return 'blocked'
      return allowed === 'granted' && wish.wanted() ? 'on' : 'off'
    }
    const reached = phase()
    return { phase: reached, reason: reached === 'none' && isSwitchedOff() ? 'switched_off' : null }
  }

  #set(state: NotifyState): void {
    this.#state = state
    this.#ports.onChange()
  }
}
