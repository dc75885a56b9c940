import type { PictureFault, Shrunk } from '#client/platform/shrink-picture'
import type { Attachment } from '#client/state/attachment'

/** A chosen picture; until it has been shrunk there is nothing to show of it. */
export type TrayPicture = { key: number; name: string; attachment: Attachment | null; url: string | null }

export type TrayPorts = {
  shrink: (file: Blob) => Promise<Shrunk>
  /** Something changed of what is in it. */
  onChange: () => void
  /** This file cannot go, and is not in it any more. */
  onFault: (name: string, fault: PictureFault) => void
}

export const mostPictures = 10

let made = 0

/** The pictures that were chosen and are not sent yet, in the order of choosing. */
export class PictureTray {
  #ports: TrayPorts
  readonly #files = new Map<number, Blob>()
  #pictures: readonly TrayPicture[] = []
  #selected = -1
  #isShrinking = false

  constructor(ports: TrayPorts) {
    this.#ports = ports
  }

  /** From now on it speaks to others: the page was drawn anew. */
  turnTo(ports: TrayPorts): void {
    this.#ports = ports
  }

  get pictures(): readonly TrayPicture[] {
    return this.#pictures
  }

  get selected(): TrayPicture | null {
    return this.#pictures.find(({ key }) => key === this.#selected) ?? null
  }

  isReady(): boolean {
    return this.#pictures.length > 0 && this.#pictures.every(({ attachment }) => attachment !== null)
  }

  attachments(): readonly Attachment[] {
    return this.#pictures.flatMap(({ attachment }) => attachment ?? [])
  }

  /** Takes as many as there is room for; how many it did not take. */
  add(files: readonly File[]): number {
    const taken = files.slice(0, mostPictures - this.#pictures.length)
    const added = taken.map((file) => ({ key: ++made, name: file.name, attachment: null, url: null }))
    for (const [nth, { key }] of added.entries()) this.#files.set(key, taken[nth] ?? new Blob())
    if (!this.selected) this.#selected = added[0]?.key ?? -1
    this.#change([...this.#pictures, ...added])
    void this.#shrinkAll()
    return files.length - taken.length
  }

  select(key: number): void {
    if (!this.#pictures.some((picture) => picture.key === key)) return
    this.#selected = key
    this.#ports.onChange()
  }

  step(by: number): void {
    const next = this.#pictures[this.#pictures.findIndex(({ key }) => key === this.#selected) + by]
    if (next) this.select(next.key)
  }

  /** The next one is selected then, or the one before where it was the last. */
  remove(key: number): void {
    const at = this.#pictures.findIndex((picture) => picture.key === key)
    const [gone] = this.#pictures.slice(at, at + 1)
    if (at < 0 || !gone) return
    this.#files.delete(key)
    if (gone.url !== null) URL.revokeObjectURL(gone.url)
    const left = this.#pictures.toSpliced(at, 1)
    if (this.#selected === key) this.#selected = (left[at] ?? left.at(-1))?.key ?? -1
    this.#change(left)
  }

  /** Nothing of it is needed any more. */
  empty(): void {
    this.#files.clear()
    for (const { url } of this.#pictures) if (url !== null) URL.revokeObjectURL(url)
    this.#pictures = []
  }

  #change(pictures: readonly TrayPicture[]): void {
    this.#pictures = pictures
    this.#ports.onChange()
  }

  // One after the other: each needs the memory of all its pixels.
  async #shrinkAll(): Promise<void> {
    if (this.#isShrinking) return
    this.#isShrinking = true
    for (let [next] = this.#files; next; [next] = this.#files) {
      const [key, file] = next
      const shrunk = await this.#ports.shrink(file).catch((): Shrunk => ({ ok: false, fault: 'unreadable' }))
      if (this.#files.delete(key)) this.#take(key, shrunk)
    }
    this.#isShrinking = false
  }

  #take(key: number, shrunk: Shrunk): void {
    const picture = this.#pictures.find((one) => one.key === key)
    if (!picture) return
    if (!shrunk.ok) {
      this.remove(key)
      return this.#ports.onFault(picture.name, shrunk.fault)
    }
    const { attachment } = shrunk
    const ready = { ...picture, attachment, url: URL.createObjectURL(attachment.blob) }
    this.#change(this.#pictures.map((one) => (one.key === key ? ready : one)))
  }
}
