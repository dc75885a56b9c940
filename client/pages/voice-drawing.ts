import { voiceTextsOf } from '#client/i18n/voice-texts'
import { createHeard } from '#client/platform/heard'
import { type Player, pagePlayer, type Track } from '#client/platform/player'
import { addressesOf } from '#client/platform/voice-source'
import type { Entry } from '#client/state/types'
import type { MediumDrawing } from '#client/views/medium-drawing'
import { showToast } from '#client/views/toast'
import { createVoiceNote } from '#client/views/voice-note'
import type { AttachingPorts } from './attaching.ts'
import { createOwnSounds } from './voice-own-sounds.ts'

export type VoiceDrawingPorts = Pick<AttachingPorts, 'words' | 'conversation' | 'nameOf'> & {
  outbox: Pick<AttachingPorts['outbox'], 'bytesOf' | 'remove'>
  player?: Player
  canPlay?: (type: string) => string
}

const canPlayHere = (type: string): string => document.createElement('audio').canPlayType(type)

/** The voice note that follows directly, of the other side and not yet heard: it is played next. */
export const nextUnheard = (
  entries: readonly Entry[],
  key: string,
  hasHeard: (url: string) => boolean,
): Entry | null => {
  const at = entries.findIndex((entry) => entry.key === key)
  const next = at < 0 ? undefined : entries[at + 1]
  const url = next?.type === 'audio' && !next.mine ? next.medium?.url : null
  return next && url && !hasHeard(url) ? next : null
}

/** By a function of its own: what closes over a row keeps all of it. */
const watchWeakly = (player: Player, key: string, held: WeakRef<() => void>): void =>
  player.watch(key, () => held.deref()?.())

/** Draws the voice notes of a conversation, and plays them. */
export const createVoiceDrawing = (ports: VoiceDrawingPorts): MediumDrawing => {
  const { words, conversation, nameOf, outbox, player = pagePlayer(), canPlay = canPlayHere } = ports
  const v = voiceTextsOf(words.lang)
  const heard = createHeard()
  const ownSounds = createOwnSounds(outbox)
  const notes = new WeakMap<HTMLElement, (entry: Entry) => void>()

  const hasHeard = ({ mine, medium }: Entry): boolean => mine || !medium?.url || heard.has(medium.url)
  const playNext = (key: string): void => {
    const next = nextUnheard(conversation()?.entries ?? [], key, heard.has)
    if (next) player.play(trackOf(next))
  }
  const trackOf = (entry: Entry): Track => {
    const { key, medium } = entry
    const url = medium?.url ?? null
    return {
      key,
      title: v.title,
      artist: nameOf(entry),
      addresses: () => (url === null ? ownSounds.addressesOf(key) : addressesOf(url, medium?.mime ?? '', canPlay)),
      onPlaying: () => !entry.mine && url !== null && heard.add(url),
      onEnded: () => playNext(key),
      onFailed: () => void showToast(v.cannotPlay),
    }
  }
  const createNote = (place: HTMLElement, first: Entry) => {
    let entry = first
    const note = createVoiceNote({
      v,
      onToggle: () => player.toggle(trackOf(entry)),
      onSeek: (positionMs) => player.seek(entry.key, positionMs),
      onSpeed: () => player.stepRate(),
      onCancel: () => outbox.remove(entry.key),
    })
    const draw = (): void => {
      const { durationMs = 0, waveform } = entry.medium ?? {}
      note.update({
        ...player.stateOf(entry.key),
        durationMs,
        waveform,
        rate: player.rate,
        isHeard: hasHeard(entry),
        isLeaving: entry.id === null && entry.state === 'queued',
        sent: entry.progress,
      })
    }
    place.replaceChildren(...note.parts)
    // Held by the row alone: the list makes and drops many.
    const held = new WeakRef(draw)
    return (next: Entry): void => {
      entry = next
      watchWeakly(player, next.key, held)
      draw()
    }
  }
  return {
    show(place, entry): void {
      const show = notes.get(place) ?? createNote(place, entry)
      notes.set(place, show)
      show(entry)
      // What plays from here goes on from here.
      if (entry.medium?.url && player.stateOf(entry.key).phase === 'idle') ownSounds.drop(entry.key)
    },
  }
}
