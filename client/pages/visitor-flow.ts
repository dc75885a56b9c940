import type { Api } from '#client/net/api'
import type { EndReason } from '#client/net/line-ports'
import type { Clock } from '#client/platform/clock'
import type { Drafts } from '#client/platform/drafts'
import { applyLateStyles } from '#client/platform/late-styles'
import { remembered } from '#client/platform/remembered'
import { createNameForm } from '#client/views/name-form'
import { showToast } from '#client/views/toast'
import type { Session } from '#protocol/http'
import { load, offerReload } from './loading.ts'
import { hasKeyboard, type Page, type Screen, showLine } from './page.ts'
import type { VisitorChat } from './visitor-chat.ts'

export type VisitorFlowPorts = {
  page: Page
  api: Api
  drafts: Drafts
  clock: Clock
  adminName: string
  telegram: boolean
  /** Clears what the device keeps and shows of a session that is over, also where no chat is open that could. */
  forgetTalk: () => void
}

type Open = { session: Session; screen: VisitorChat }

const formAfterMs = 400

const hasUnsent = ({ session, screen }: Open): boolean => screen.chat.outbox.of(session.chat_id).length > 0

// The chat is most of the code: a new visitor gets it while typing the name.
const importChat = async () => {
  const [code] = await Promise.all([import('./visitor-chat.ts'), applyLateStyles()])
  return code
}

/** From the first look at the page to the chat, and out of it again. */
export class VisitorFlow {
  readonly #ports: VisitorFlowPorts
  #open: Open | null = null
  #isFormShown = false
  #isLeaving = false
  /** Counts what was decided: an answer to an older question decides nothing any more. */
  #decisions = 0

  constructor(ports: VisitorFlowPorts) {
    this.#ports = ports
  }

  /** A known device sees its chat at once, and is corrected when the server knows better. */
  async start(): Promise<void> {
    const { api, clock } = this.#ports
    const asked = ++this.#decisions
    const asking = api.ownSession()
    const known = remembered.session()
    // A cookie may be all that is left: then the form would only flash by.
    const cancel = known ? () => {} : clock.after(formAfterMs, () => this.#showForm())
    if (known) await this.#showChat(known)
    const own = await asking
    cancel()
    if (asked !== this.#decisions) return
    if (own.ok) await this.#enter(own.value)
    else if (own.code === 'unauthenticated') await this.#notKnown()
    else if (!known) this.#showForm()
  }

  #startAgain(): void {
    this.#forgetTalk()
    this.#open?.screen.stop()
    this.#open = null
    remembered.forgetSession()
    void this.start()
  }

  async #enter(session: Session): Promise<void> {
    this.#decisions++
    remembered.keepSession(session)
    this.#ports.drafts.keepOnly(session.chat_id)
    const shown = this.#open?.session
    if (shown?.chat_id !== session.chat_id || shown.admin_name !== session.admin_name) await this.#showChat(session)
    if (this.#open?.session.chat_id !== session.chat_id) return
    const { outbox, rooms } = this.#open.screen.chat
    void outbox.keepOnly(session.chat_id)
    rooms.memory.keepOnly(session.chat_id)
  }

  /** The cookie is gone. What was not sent is not thrown away without a word. */
  async #notKnown(): Promise<void> {
    const open = this.#open
    await open?.screen.chat.outbox.read()
    if (open !== this.#open) return
    if (open && hasUnsent(open)) void this.#showEnded('gone')
    else this.#forget()
  }

  /** Nothing of what was said stays on a device whose session is over. */
  #forgetTalk(): void {
    this.#open?.screen.chat.rooms.memory.forgetAll()
    this.#ports.forgetTalk()
  }

  #forget(): void {
    this.#forgetTalk()
    remembered.forgetSession()
    this.#showForm()
  }

  #showForm(): void {
    if (this.#isFormShown) return
    const { page, adminName, telegram } = this.#ports
    const onStart = (name: string) => this.#begin(name)
    const ports = { adminName, telegram, onStart, onLanguage: page.switchLanguage }
    let form: ReturnType<typeof createNameForm> | null = null
    this.#show({
      draw: (words) => {
        document.title = words.t.visitorTitle(adminName)
        form = createNameForm({ ...words, ...ports, name: form?.name() ?? '' })
        form.element.addEventListener('input', () => void importChat().catch(() => {}), { once: true })
        return form.element
      },
      shown: () => hasKeyboard() && form?.focus(),
      stop: () => {},
    })
    this.#isFormShown = true
  }

  async #begin(name: string): Promise<string | null> {
    const { api, page } = this.#ports
    const opened = await api.openSession(name, page.words().lang)
    if (!opened.ok) return opened.code
    await this.#enter(opened.value)
    return this.#open ? null : 'offline'
  }

  async #showChat(session: Session): Promise<void> {
    const { page, api, drafts } = this.#ports
    const decided = this.#decisions
    const code = await this.#loadChat()
    if (!code || decided !== this.#decisions) return
    const screen = code.startVisitorChat({
      session,
      api,
      drafts,
      words: page.words,
      onLanguage: page.switchLanguage,
      onStartOver: () => void this.#startOver(),
      onEnd: (reason) => this.#ended(reason),
      onOtherSession: () => this.#startAgain(),
      onNotKept: () => void showToast(page.words().t.notKept),
      onHeldUp: () => void showToast(page.words().t.heldUp),
    })
    this.#open = { session, screen }
    this.#isFormShown = false
    page.show(screen)
  }

  async #loadChat(): Promise<Awaited<ReturnType<typeof importChat>> | null> {
    return load(importChat, this.#ports.page.words().t)
  }

  #ended(reason: EndReason): void {
    const { t } = this.#ports.page.words()
    if (this.#isLeaving) return
    if (reason === 'outdated') void offerReload(t.outdated, t)
    else void this.#showEnded(reason)
  }

  async #showEnded(reason: 'gone' | 'elsewhere'): Promise<void> {
    this.#decisions++
    this.#forgetTalk()
    if (this.#open && hasUnsent(this.#open)) void showToast(this.#ports.page.words().t.endedUnsent)
    const code = await load(() => import('./ended.ts'), this.#ports.page.words().t)
    if (code) this.#show(code.endedScreen(reason, () => this.#startAgain()))
  }

  #show(screen: Screen): void {
    showLine({ phase: 'waiting' })
    this.#open = null
    this.#isFormShown = false
    this.#ports.page.show(screen)
  }

  async #startOver(): Promise<void> {
    const open = this.#open
    if (!open) return
    this.#isLeaving = true
    const left = await this.#ports.api.leave()
    this.#isLeaving = false
    if (left.ok || left.code === 'unauthenticated') this.#left(open)
    else void showToast(this.#ports.page.words().t.startOverFailed)
  }

  #left({ session, screen }: Open): void {
    void screen.chat.outbox.forget(session.chat_id)
    this.#ports.drafts.forget(session.chat_id)
    this.#forget()
  }
}
