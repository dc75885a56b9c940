import type { Api } from '#client/net/api'
import { createTimers } from '#client/net/timers'
import type { Clock } from '#client/platform/clock'
import { type NoteState, noteExcess } from '#client/views/note-field'
import type { Thread } from '#protocol/messages'

type NotesPorts = {
  api: Pick<Api, 'changeThread'>
  clock: Clock
  onChange: () => void
  onSaved: (thread: Thread) => void
}

export type Notes = {
  /** What stands in the field of a conversation, and whether it is kept. */
  of: (chatId: string, stored: string | null) => NoteState
  write: (chatId: string, text: string) => void
  /** The field was left: what it holds is kept now. */
  left: (chatId: string) => void
  /** The page goes away. */
  flush: () => void
}

type Written = NoteState & { isDirty: boolean; isLeft: boolean }

const pauseMs = 1000
const shownSavedMs = 2500

/** Notes on their way to the server: kept after a pause, when the field is left, and when the page goes away. */
export const createNotes = ({ api, clock, onChange, onSaved }: NotesPorts): Notes => {
  const written = new Map<string, Written>()
  const saving = new Set<string>()
  const timers = createTimers<string>(clock)

  const change = (chatId: string, note: Partial<Written>): void => {
    const before = written.get(chatId)
    if (before) written.set(chatId, { ...before, ...note })
    onChange()
  }
  // From then on the field shows what is stored, whoever changes it.
  const letGo = (chatId: string): void => {
    const note = written.get(chatId)
    if (note && !note.isDirty && note.isLeft) timers.set(chatId, shownSavedMs, () => forget(chatId))
  }
  const forget = (chatId: string): void => {
    written.delete(chatId)
    onChange()
  }
  const save = async (chatId: string): Promise<void> => {
    const note = written.get(chatId)
    if (!note?.isDirty || noteExcess(note.text) > 0 || saving.has(chatId)) return
    timers.cancel(chatId)
    saving.add(chatId)
    change(chatId, { state: 'saving', failure: null })
    const answer = await api.changeThread(chatId, { note: note.text.trim() || null })
    saving.delete(chatId)
    if (!answer.ok) return change(chatId, { state: 'failed', failure: answer.code })
    onSaved(answer.value)
    if (written.get(chatId)?.text !== note.text) return save(chatId)
    change(chatId, { state: 'saved', isDirty: false })
    letGo(chatId)
  }

  return {
    of: (chatId, stored) => written.get(chatId) ?? { text: stored ?? '', state: 'idle', failure: null },
    write: (chatId, text) => {
      written.set(chatId, { text, state: 'idle', failure: null, isDirty: true, isLeft: false })
      timers.set(chatId, pauseMs, () => void save(chatId))
      onChange()
    },
    left: (chatId) => {
      if (!written.has(chatId)) return
      change(chatId, { isLeft: true })
      void save(chatId)
      letGo(chatId)
    },
    flush: () => {
      for (const chatId of written.keys()) void save(chatId)
    },
  }
}
