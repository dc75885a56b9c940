import type { Clock } from '#client/platform/clock'
import { randomId } from '#client/platform/random-id'
import type { IceAnswer } from '#protocol/call-frames'
import { iceConfiguration } from './ice-configuration.ts'
import { type CandidateQueue, createCandidateBatch } from './peer-candidates.ts'
import { openPeerChannel } from './peer-channel.ts'
import { createCandidateFeed } from './peer-feed.ts'
import { receivedOf } from './peer-flow.ts'
import { addMediaLines, type MediaLines, type Tracks, takeMediaLines } from './peer-media.ts'
import type { Word } from './peer-words.ts'
import { fingerprintOf, isOfFirefox, isOlderTurn, turnOf, withOpusWishes, withoutTurn, withTurn } from './sdp.ts'
import type { Signal } from './types.ts'

export type PeerLinkPorts = {
  ice: IceAnswer
  clock: Clock
  /** What is to be sent at this moment. */
  tracks: () => Tracks
  /** The other end's, shared by all links of a peer: they may come before the description that they belong to. */
  queue: CandidateQueue
  onSignal: (signal: Signal) => void
  onConnection: (state: RTCPeerConnectionState) => void
  onRemote: (stream: MediaStream) => void
  onOpen: () => void
  onWord: (word: Word) => void
  /** Our newest offer was answered. */
  onAnswered: () => void
  /** It was answered by another connection than the one at the other end before. */
  onStranger: () => void
  onTrouble: () => void
}

/** One `RTCPeerConnection`. Its descriptions are worked off one after the other; nothing is told once it is closed. */
export class PeerLink {
  readonly #on: PeerLinkPorts
  readonly #connection: RTCPeerConnection
  readonly #channel
  readonly #batch
  readonly #feed
  readonly #name = randomId()
  #media: MediaLines | null = null
  #remoteFingerprint: string | null = null
  /** The newest offer's, by whomever. */
  #turn: string | null = null
  #offers = 0
  #work: Promise<void> = Promise.resolve()
  #isClosed = false

  /** Throws where the browser refuses the servers. */
  constructor(on: PeerLinkPorts) {
    this.#on = on
    this.#connection = new RTCPeerConnection(iceConfiguration(on.ice))
    this.#channel = openPeerChannel(this.#connection, on)
    this.#batch = createCandidateBatch(on.clock, (candidate) => on.onSignal({ type: 'candidate', candidate }))
    this.#feed = createCandidateFeed(this.#connection, on)
    this.#connection.onicecandidate = ({ candidate }) => this.#gathered(candidate)
    this.#connection.onconnectionstatechange = () => on.onConnection(this.#connection.connectionState)
  }

  /** The first agrees on the lines, each further one looks for another path. */
  offer(): void {
    this.#then(async () => {
      const isFirst = this.#media === null
      this.#media ??= addMediaLines(this.#connection)
      if (isFirst) await this.#sendAll(this.#media)
      const offer = await this.#connection.createOffer({ iceRestart: !isFirst })
      await this.#connection.setLocalDescription(offer)
      this.#turn = `${this.#name}.${++this.#offers}`
      this.#describe('offer')
    })
  }

  hearOffer(sdp: string): void {
    this.#then(async () => {
      const turn = turnOf(sdp)
      if (isOlderTurn(turn, this.#turn)) return
      const looksSecond = this.#media !== null && isOfFirefox(this.#connection.localDescription?.sdp ?? '')
      if (looksSecond) this.#feed.hold()
      await this.#connection.setRemoteDescription({ type: 'offer', sdp: withoutTurn(sdp) })
      if (this.#isClosed) return
      this.#turn = turn
      this.#described(sdp)
      if (this.#media === null) await this.#sendAll(this.#takeLines())
      await this.#connection.setLocalDescription()
      if (this.#isClosed) return
      if (looksSecond) this.#feed.lookSecond(() => this.#describe('answer'))
      else this.#describe('answer')
      this.#capVideo()
    })
  }

  hearAnswer(sdp: string): void {
    this.#then(async () => {
      const turn = turnOf(sdp)
      if (this.#connection.signalingState !== 'have-local-offer' || (turn !== null && turn !== this.#turn)) return
      const known = this.#remoteFingerprint
      if (known !== null && fingerprintOf(sdp) !== known) return this.#on.onStranger()
      await this.#connection.setRemoteDescription({ type: 'answer', sdp: withoutTurn(sdp) })
      if (this.#isClosed) return
      this.#described(sdp)
      this.#capVideo()
      if (known === null && this.#media) this.#on.onRemote(this.#media.remote)
      this.#on.onAnswered()
    })
  }

  /** Another candidate may be there for what is described already. */
  feed(): void {
    this.#feed.feed()
  }

  /** Never rejects: a track that cannot be sent is not sent. */
  async send(kind: keyof Tracks, track: MediaStreamTrack | null): Promise<void> {
    await this.#media?.send(kind, track).catch(() => undefined)
    if (kind === 'video' && track) this.#capVideo()
  }

  /** False where the channel is not open. */
  say(word: Word): boolean {
    return this.#channel.say(word)
  }

  beat(): void {
    this.#channel.beat()
  }

  /** How much came so far; null where the browser does not say. */
  async received(): Promise<number | null> {
    try {
      return receivedOf((await this.#connection.getStats()).values())
    } catch {
      return null
    }
  }

  setIce(ice: IceAnswer): void {
    try {
      this.#connection.setConfiguration(iceConfiguration(ice))
    } catch {
      // It goes on with the servers that it has.
    }
  }

  /** Whether no other path could help: what was agreed on over it is void. */
  isDead(): boolean {
    const { connectionState } = this.#connection
    const secured = this.#connection.getSenders().map(({ transport }) => transport?.state)
    return connectionState === 'closed' || secured.includes('closed') || secured.includes('failed')
  }

  close(): void {
    this.#isClosed = true
    this.#batch.stop()
    this.#feed.stop()
    this.#connection.onicecandidate = this.#connection.onconnectionstatechange = null
    this.#channel.close()
    this.#connection.close()
  }

  #then(step: () => Promise<void>): void {
    const unlessClosed = async (): Promise<void> => {
      if (!this.#isClosed) await step()
    }
    this.#work = this.#work.then(unlessClosed).catch(() => {
      if (!this.#isClosed) this.#on.onTrouble()
    })
  }

  #gathered(candidate: RTCIceCandidate | null): void {
    // The empty one ends a single generation; null, which ends them all, comes after it.
    if (candidate?.candidate !== '') this.#batch.add(candidate?.toJSON() ?? null)
  }

  #describe(type: 'offer' | 'answer'): void {
    const sdp = this.#connection.localDescription?.sdp
    if (sdp && !this.#isClosed) this.#on.onSignal({ type, sdp: withTurn(withOpusWishes(sdp), this.#turn) })
  }

  #described(sdp: string): void {
    this.#remoteFingerprint = fingerprintOf(sdp)
    this.#feed.described(sdp)
  }

  #takeLines(): MediaLines {
    const media = takeMediaLines(this.#connection)
    this.#media = media
    this.#on.onRemote(media.remote)
    return media
  }

  async #sendAll(media: MediaLines): Promise<void> {
    const { audio, video } = this.#on.tracks()
    await Promise.all([media.send('audio', audio), media.send('video', video)])
  }

  #capVideo(): void {
    void this.#media?.capVideo().catch(() => undefined)
  }
}
