import { type PictureTexts, pictureTextsOf } from '#client/i18n/picture-texts'
import { type Clock, systemClock } from '#client/platform/clock'
import { type PictureFault, type Shrunk, shrinkPicture } from '#client/platform/shrink-picture'
import { createDropHint } from '#client/views/drop-hint'
import { createPreview } from '#client/views/preview'
import { showToast } from '#client/views/toast'
import type { AttachingPorts } from './attaching.ts'
import { hasKeyboard } from './page.ts'
import { askBeforeUnload, createDropping } from './picture-dropping.ts'
import { mostPictures, PictureTray, type TrayPorts } from './picture-tray.ts'

export type PicturingPorts = Pick<AttachingPorts, 'words' | 'chatId' | 'composer'> & {
  outbox: Pick<AttachingPorts['outbox'], 'write'>
  /** The conversation as it is drawn, with the composer as its `.dock`. */
  talk: () => HTMLElement | null
  /** Opens `#fileImg`. */
  pickFiles: () => void
  shrink?: (file: Blob) => Promise<Shrunk>
  clock?: Clock
}

export type Picturing = {
  take: (files: readonly File[]) => void
  /** Files are held over the conversation, or no more. */
  hint: (isOver: boolean) => void
}

type Shown = {
  chatId: string
  tray: PictureTray
  preview: ReturnType<typeof createPreview>
  leaving: AbortController
}

const lookMs = 500

// Beside what is drawn: what was chosen outlives another conversation and another language. Gone with the page.
const kept = new Map<string, PictureTray>()

class Pictures {
  readonly #ports: PicturingPorts
  readonly #p: PictureTexts
  readonly #clock: Clock
  readonly #hint: HTMLElement
  readonly #dropping
  #shown: Shown | null = null
  #isLooking = false

  constructor(ports: PicturingPorts) {
    this.#ports = ports
    this.#p = pictureTextsOf(ports.words.lang)
    this.#clock = ports.clock ?? systemClock
    this.#hint = createDropHint(this.#p)
    this.#dropping = createDropping({ t: ports.words.t, p: this.#p, clock: this.#clock })
  }

  take(files: readonly File[]): void {
    const chatId = this.#ports.chatId()
    if (chatId === null || !this.#ports.composer().canStage()) return
    const shown = this.#shown ?? this.#open(chatId, kept.get(chatId) ?? this.#createTray())
    if (shown && shown.tray.add(files) > 0) void showToast(this.#p.atMost(mostPictures))
  }

  hint(isOver: boolean): void {
    if (!isOver || !this.#ports.composer().canStage()) return this.#hint.remove()
    this.#ports.talk()?.append(this.#hint)
  }

  #createTray(): PictureTray {
    const tray: PictureTray = new PictureTray(this.#portsOf(() => tray))
    return tray
  }

  #portsOf(tray: () => PictureTray): TrayPorts {
    const { shrink = shrinkPicture } = this.#ports
    return {
      shrink,
      onChange: () => this.#follow(tray()),
      onFault: (name, fault) => this.#explain(tray(), name, fault),
    }
  }

  #open(chatId: string, tray: PictureTray): Shown | null {
    const talk = this.#ports.talk()
    if (!talk) return null
    this.#dropping.finish()
    kept.set(chatId, tray)
    tray.turnTo(this.#portsOf(() => tray))
    this.#ports.composer().stage({
      bar: null,
      placeholder: this.#p.caption,
      canSend: () => tray.isReady(),
      send: (caption, replyTo) => this.#send(chatId, tray, caption, replyTo),
      leave: () => this.#leave(chatId, tray),
    })
    const preview = createPreview({
      p: this.#p,
      talk,
      onClose: () => this.#discard(),
      onAdd: this.#ports.pickFiles,
      onSelect: (key) => tray.select(key),
      onStep: (by) => tray.step(by),
      onRemove: (key) => tray.remove(key),
    })
    this.#shown = { chatId, tray, preview, leaving: askBeforeUnload(talk) }
    preview.open()
    if (hasKeyboard()) this.#ports.composer().focus()
    if (tray.pictures.length > 0) this.#follow(tray)
    return this.#shown
  }

  #follow(tray: PictureTray): void {
    const shown = this.#shown
    if (shown?.tray !== tray) return
    if (tray.pictures.length === 0) return this.#end()
    shown.preview.update(tray.pictures, tray.selected?.key ?? null)
    this.#ports.composer().refresh()
  }

  #send(chatId: string, tray: PictureTray, caption: string, replyTo: number | null): void {
    for (const [nth, attachment] of tray.attachments().entries()) {
      const isFirst = nth === 0
      this.#ports.outbox.write(chatId, isFirst ? caption : '', isFirst ? replyTo : null, attachment)
    }
    this.#close()
    tray.empty()
  }

  /** The person wants none of them. */
  #discard(): void {
    const shown = this.#shown
    this.#end()
    if (shown) this.#dropping.drop(shown.tray, () => this.#keep(shown.chatId, shown.tray))
  }

  /** Comes back as soon as its conversation is open. */
  #keep(chatId: string, tray: PictureTray): void {
    kept.set(chatId, tray)
    if (!this.#isLooking) this.#look()
  }

  /** The composer has something else to do. */
  #leave(chatId: string, tray: PictureTray): void {
    this.#close()
    const keep = (): void => this.#keep(chatId, tray)
    if (this.#ports.chatId() === chatId) this.#dropping.drop(tray, keep)
    else keep()
  }

  /** Until their conversation is opened again. */
  #look(): void {
    const isWaiting = [...kept.values()].some((tray) => tray !== this.#shown?.tray)
    this.#isLooking = isWaiting && this.#ports.talk()?.isConnected === true
    if (!this.#isLooking) return
    const chatId = this.#ports.chatId()
    const tray = chatId === null ? undefined : kept.get(chatId)
    if (chatId !== null && tray && !this.#shown && this.#ports.composer().canStage()) this.#open(chatId, tray)
    this.#clock.after(lookMs, () => this.#look())
  }

  #end(): void {
    this.#close()
    this.#ports.composer().stage(null)
    if (hasKeyboard()) this.#ports.composer().focus()
  }

  #close(): void {
    const shown = this.#shown
    this.#shown = null
    if (!shown) return
    kept.delete(shown.chatId)
    shown.leaving.abort()
    shown.preview.close()
  }

  #explain(tray: PictureTray, name: string, fault: PictureFault): void {
    const { faults, ofFile, understood } = this.#p
    // Where others go on, it must be said which one does not.
    if (this.#shown?.tray === tray) return this.#shown.preview.explain(ofFile(name, faults[fault]))
    // What to do about it takes longer to read than a word in passing stays.
    void showToast(ofFile(name, faults[fault]), fault === 'unreadable' ? {} : { action: understood })
  }
}

/** Pictures from the moment they are chosen until they are in the outbox. */
export const createPicturing = (ports: PicturingPorts): Picturing => {
  const pictures = new Pictures(ports)
  return { take: (files) => pictures.take(files), hint: (isOver) => pictures.hint(isOver) }
}
