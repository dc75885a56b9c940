/** What is to be sent besides a text: pictures that were chosen, or a voice note that is being made. */
export type Staging = {
  /** Stands in the place of the field, as the bar of a recording does; null where the field stays and takes a caption. */
  bar: HTMLElement | null
  /** What the field says while it takes a caption. */
  placeholder?: string
  canSend: () => boolean
  /** `#btnSend` or Enter; `text` is what stands in the field, trimmed, and `replyTo` what is answered. The staging is over. */
  send: (text: string, replyTo: number | null) => void
  /** Escape, or another conversation was opened. The staging is over. */
  leave: () => void
}

/** The composer, as far as a staging needs it. */
export type StagingComposer = {
  /** Not while a message is edited, nor without a conversation. */
  canStage: () => boolean
  /** Null ends a staging from outside: it was emptied by hand, say. */
  stage: (staging: Staging | null) => void
  /** Something changed of what `canSend` says. */
  refresh: () => void
  /** As if `#btnSend` was pressed: what is recorded while its key is held goes when that is let go. */
  send: () => void
  focus: () => void
}
