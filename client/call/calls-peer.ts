import type { CallsMedia } from './calls-media.ts'
import type { Effect, MachineEvent, PeerWord } from './machine-types.ts'
import type { CreatePeer, Peer } from './peer-ports.ts'

export type CallsPeer = {
  make: (effect: Effect & { kind: 'makePeer' }) => void
  tell: (id: number, word: PeerWord) => void
  close: (id: number) => void
  /** What the other end sends; null where there is nothing to play. */
  remote: () => MediaStream | null
}

type Parts = {
  createPeer: CreatePeer | null
  media: Pick<CallsMedia, 'trackOf'>
  tell: (event: MachineEvent) => void
  /** Another stream is to be played. */
  onRemote: () => void
}

/** The one end of a call that this page may have, by the machine's number. */
export const createCallsPeer = ({ createPeer, media, tell, onRemote }: Parts): CallsPeer => {
  let own: { id: number; peer: Peer | null; remote: MediaStream | null } | null = null

  const make: CallsPeer['make'] = ({ id, isCaller, ice, audio, video }) => {
    const mine: typeof own = { id, peer: null, remote: null }
    own = mine
    try {
      mine.peer =
        createPeer?.({
          ...{ isCaller, ice, audio: media.trackOf(audio), video: media.trackOf(video) },
          onSignal: (signal) => tell({ kind: 'peer', id, told: { signal } }),
          onState: (state) => tell({ kind: 'peer', id, told: { state } }),
          onStatus: (status) => tell({ kind: 'peer', id, told: { status } }),
          onBye: () => tell({ kind: 'peer', id, told: { bye: true } }),
          onRemote: (stream) => {
            mine.remote = stream
            if (own === mine) onRemote()
          },
        }) ?? null
    } catch {
      tell({ kind: 'peer', id, told: { state: 'failed' } })
    }
  }

  const close = (id: number): void => {
    if (own?.id !== id) return
    const { peer, remote } = own
    own = null
    peer?.close()
    if (remote) onRemote()
  }
  return {
    make,
    tell: (id, word) => void (own?.id === id && own.peer && say(own.peer, word, media)),
    close,
    remote: () => own?.remote ?? null,
  }
}

const say = (peer: Peer, word: PeerWord, media: Pick<CallsMedia, 'trackOf'>): void => {
  // A track that cannot be sent is not sent; the next one may be.
  if ('audio' in word) void peer.setAudio(media.trackOf(word.audio)).catch(() => undefined)
  else if ('video' in word) void peer.setVideo(media.trackOf(word.video)).catch(() => undefined)
  else if ('hear' in word) peer.hear(word.hear)
  else if ('say' in word) peer.say(word.say)
  else if ('ice' in word) peer.setIce(word.ice)
  else if (word.now === 'restart') peer.restart()
  else if (word.now === 'rejoined') peer.rejoined()
  else peer.sayBye()
}
