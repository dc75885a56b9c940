import type { VoiceTexts } from '#client/i18n/voice-texts'
import type { Player } from '#client/platform/player'
import type { Sound } from '#client/platform/recorder'
import { hasCoarsePointer } from '#client/views/composer-field'
import type { StagingComposer } from '#client/views/staging'
import { createVoiceReview } from '#client/views/voice-review'

export type VoiceReviewingPorts = {
  v: VoiceTexts
  /** Who speaks. */
  artist: string
  player: Player
  composer: StagingComposer
  onSend: (sound: Sound, replyTo: number | null) => void
  /** By its key, by Escape, or because another conversation was opened. */
  onLeave: (sound: Sound) => void
}

const key = 'review'

/** Lets a voice note be heard before it is sent. */
export const reviewSound = (sound: Sound, ports: VoiceReviewingPorts): void => {
  const { v, artist, player, composer, onSend, onLeave } = ports
  const address = URL.createObjectURL(sound.blob)
  const leaving = new AbortController()
  /** Once, whichever way it ends. */
  const over = (then: () => void): void => {
    if (leaving.signal.aborted) return
    leaving.abort()
    player.forget(key)
    URL.revokeObjectURL(address)
    then()
  }
  const leave = (): void => over(() => onLeave(sound))
  const bar = createVoiceReview({
    v,
    onDiscard: () =>
      over(() => {
        composer.stage(null)
        onLeave(sound)
      }),
    onToggle: () => player.toggle({ key, title: v.title, artist, addresses: () => [address] }),
    onSeek: (positionMs) => player.seek(key, positionMs),
  })
  const draw = (): void => {
    const { durationMs, waveform } = sound
    bar.update({ ...player.stateOf(key), durationMs, waveform: waveform ?? undefined })
  }
  window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal: leaving.signal })
  player.watch(key, draw)
  draw()
  composer.stage({
    bar: bar.element,
    canSend: () => true,
    send: (_text, replyTo) => over(() => onSend(sound, replyTo)),
    leave,
  })
  if (!hasCoarsePointer()) bar.takeFocus()
}
