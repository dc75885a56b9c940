import { override } from './override.ts'

type Listener = (event: never) => void

/** Happy-dom has no service workers, and its events do not fit those of Bun. */
class Source {
  readonly #listeners = new Map<string, Set<Listener>>()

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener))
  }

  emit(type: string, event: object = {}): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never)
  }
}

export class FakeWorker extends Source {
  state: ServiceWorkerState = 'installing'
  readonly posted: unknown[] = []
  readonly scriptURL: string

  constructor(scriptURL: string) {
    super()
    this.scriptURL = scriptURL
  }

  postMessage(message: unknown): void {
    this.posted.push(message)
  }

  become(state: ServiceWorkerState): void {
    this.state = state
    this.emit('statechange')
  }
}

export class FakeRegistration extends Source {
  installing: FakeWorker | null = null
  waiting: FakeWorker | null = null
  active: FakeWorker | null = null
  updates = 0
  isGone = false
  /** What looking for an update brings. */
  onUpdate: () => Promise<void> = async () => {}
  readonly scope: string
  readonly #script: string
  readonly #workers: FakeWorkers

  constructor(scope: string, script: string, workers: FakeWorkers) {
    super()
    this.scope = scope
    this.#script = script
    this.#workers = workers
  }

  async update(): Promise<void> {
    this.updates++
    await this.onUpdate()
  }

  async unregister(): Promise<boolean> {
    this.isGone = true
    return true
  }

  find(): FakeWorker {
    this.installing = new FakeWorker(this.#script)
    this.emit('updatefound')
    return this.installing
  }

  /** A version is found and installed, and waits unless there is no other. */
  install(): FakeWorker {
    const worker = this.installing ?? this.find()
    this.installing = null
    this.waiting = worker
    worker.become('installed')
    if (!this.active) this.activate()
    return worker
  }

  /** The version that waits takes over, and with it every page that had the one before. */
  activate(): void {
    const { waiting, active } = this
    if (!waiting) throw new Error('nothing waits')
    this.active = waiting
    this.waiting = null
    if (active) {
      active.become('redundant')
      this.#workers.control(waiting)
    }
    waiting.become('activating')
    waiting.become('activated')
  }
}

/** The service workers of one browser, as one page sees them: `navigator.serviceWorker`. */
export class FakeWorkers extends Source {
  controller: FakeWorker | null = null
  readonly registered: [script: unknown, options: unknown][] = []
  readonly registrations = new Map<string, FakeRegistration>()
  /** Why a worker cannot be registered. */
  fault: Error | null = null

  control(worker: FakeWorker): void {
    this.controller = worker
    this.emit('controllerchange')
  }

  /** A registration that is there already. */
  have(scope: string, script: string): FakeRegistration {
    const registration = new FakeRegistration(location.origin + scope, location.origin + script, this)
    this.registrations.set(scope, registration)
    return registration
  }

  async register(script: string, options: { scope: string }): Promise<FakeRegistration> {
    this.registered.push([script, options])
    if (this.fault) throw this.fault
    return this.registrations.get(options.scope) ?? this.have(options.scope, script)
  }

  async getRegistration(path = location.pathname): Promise<FakeRegistration | undefined> {
    const scopes = [...this.registrations.keys()].filter((scope) => path.startsWith(scope))
    return this.registrations.get(scopes.toSorted((one, other) => other.length - one.length)[0] ?? '')
  }

  asContainer(): ServiceWorkerContainer {
    return this as unknown as ServiceWorkerContainer
  }
}

/** What the server wrote into the page about its worker. */
export const giveWorkerMeta = (content: string): void => {
  const meta = document.createElement('meta')
  meta.name = 'konusma:worker'
  meta.content = content
  document.head.replaceChildren(meta)
}

/** A browser with service workers, in which this page was brought by an active one where there is one. */
export const useFakeWorkers = (): FakeWorkers => {
  const workers = new FakeWorkers()
  override(navigator, 'serviceWorker', () => workers)
  giveWorkerMeta('1')
  return workers
}
