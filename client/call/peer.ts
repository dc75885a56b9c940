import { type Clock, systemClock } from '#client/platform/clock'
import type { IceAnswer } from '#protocol/call-frames'
import { createCandidateQueue } from './peer-candidates.ts'
import { createHealth } from './peer-health.ts'
import { createHeard } from './peer-heard.ts'
import { PeerLink } from './peer-link.ts'
import { createLooks } from './peer-looks.ts'
import type { Tracks } from './peer-media.ts'
import { createOfferers } from './peer-offerers.ts'
import { createOffering } from './peer-offering.ts'
import type { CreatePeer, Peer, PeerPorts } from './peer-ports.ts'
import { createQuestion } from './peer-question.ts'
import type { Word } from './peer-words.ts'
import { fingerprintOf } from './sdp.ts'
import type { OwnStatus, Signal } from './types.ts'

/**
 * One end of a call. The caller alone offers, so that two offers never meet; after the first each offer only looks for
 * another path. Offers and answers bear the fingerprint of their connection: another one is another page, and the
 * connection is made anew for it.
 */
class CallPeer implements Peer {
  readonly #ports: PeerPorts
  readonly #clock: Clock
  readonly #tracks: Tracks
  readonly #heard = createHeard()
  readonly #candidates = createCandidateQueue()
  readonly #offerers = createOfferers()
  readonly #health
  readonly #offering
  readonly #looks
  readonly #question
  #ice: IceAnswer
  #link: PeerLink | null = null
  #status: OwnStatus | null = null
  #isClosed = false

  constructor(ports: PeerPorts, clock: Clock) {
    this.#ports = ports
    this.#clock = clock
    this.#ice = ports.ice
    this.#tracks = { audio: ports.audio, video: ports.video }
    this.#health = createHealth({
      clock,
      onState: (state) => !this.#isClosed && ports.onState(state),
      mend: () => this.#seekPath(true),
    })
    this.#looks = createLooks(clock, { link: () => this.#link, onReceived: this.#health.received })
    this.#offering = createOffering({
      clock,
      offer: () => this.#link?.offer(),
      offerAnew: () => this.#offerAnew(),
    })
    this.#question = createQuestion(clock, {
      say: () => this.#link?.say({ say: 'there?' }) ?? false,
      onSilence: () => this.#offerAnew(),
    })
    if (ports.isCaller) this.#offerAnew()
  }

  hear(signal: Signal): void {
    if (this.#isClosed || !this.#heard.isNew(signal)) return
    if (signal.type === 'candidate') this.#hearCandidate(signal)
    else if (this.#ports.isCaller) signal.type === 'answer' && this.#link?.hearAnswer(signal.sdp)
    else if (signal.type === 'offer') this.#hearOffer(signal.sdp)
  }

  restart(): void {
    if (!this.#isClosed) this.#seekPath(false)
  }

  rejoined(): void {
    if (this.#isClosed || !this.#ports.isCaller) return
    if (!this.#question.ask()) this.#offerAnew()
  }

  async setAudio(track: MediaStreamTrack | null): Promise<void> {
    this.#tracks.audio = track
    await this.#link?.send('audio', track)
  }

  async setVideo(track: MediaStreamTrack | null): Promise<void> {
    this.#tracks.video = track
    await this.#link?.send('video', track)
  }

  say(status: OwnStatus): void {
    this.#status = status
    this.#link?.say({ say: 'status', status })
  }

  sayBye(): void {
    this.#link?.say({ say: 'bye' })
  }

  setIce(ice: IceAnswer): void {
    this.#ice = ice
    this.#link?.setIce(ice)
  }

  close(): void {
    this.#isClosed = true
    for (const part of [this.#health, this.#looks, this.#offering, this.#question]) part.stop()
    this.#link?.close()
    this.#link = null
  }

  #hearCandidate({ candidate }: Signal & { type: 'candidate' }): void {
    this.#candidates.add(candidate)
    this.#link?.feed()
  }

  #hearOffer(sdp: string): void {
    const offerer = this.#offerers.meet(fingerprintOf(sdp))
    if (offerer === 'gone') return
    if (offerer === 'other' || this.#link === null) this.#renew()
    this.#link?.hearOffer(sdp)
  }

  /** By the caller, at once or in a moment; the callee can only ask for it. */
  #seekPath(isDown: boolean): void {
    if (!this.#ports.isCaller) this.#link?.say({ say: 'ask', isDown })
    else if (this.#link === null || this.#link.isDead() || this.#health.state() === 'failed') this.#offerAnew()
    else if (isDown) this.#offering.mend()
    else this.#offering.want()
  }

  #offerAnew(): void {
    this.#renew()
    // Whoever was told of it may have closed all.
    if (this.#isClosed) return
    this.#offering.offered()
    this.#link?.offer()
  }

  #renew(): void {
    this.#question.stop()
    this.#link?.close()
    this.#link = null
    try {
      this.#link = this.#createLink()
    } catch {
      // Told in a moment: whoever creates a peer does not hold it yet.
      queueMicrotask(() => this.#isClosed || this.#health.trouble())
    }
    this.#health.renewed()
  }

  #createLink(): PeerLink {
    const { onRemote } = this.#ports
    return new PeerLink({
      ice: this.#ice,
      clock: this.#clock,
      tracks: () => this.#tracks,
      queue: this.#candidates,
      onSignal: (signal) => this.#send(signal),
      onConnection: (state) => this.#connectionIs(state),
      onRemote,
      onOpen: () => this.#status && this.say(this.#status),
      onWord: (word) => this.#hearWord(word),
      onAnswered: () => this.#offering.answered(),
      onStranger: () => this.#offerAnew(),
      onTrouble: () => this.#trouble(),
    })
  }

  #send(signal: Signal): void {
    this.#ports.onSignal(signal)
    this.#link?.say({ say: 'signal', signal })
  }

  #connectionIs(state: RTCPeerConnectionState): void {
    if (state === 'connected') this.#looks.start()
    this.#health.connectionIs(state)
  }

  #hearWord(word: Word): void {
    this.#health.heard()
    if (word.say === 'signal') this.hear(word.signal)
    else if (word.say === 'status') this.#ports.onStatus(word.status)
    else if (word.say === 'bye') this.#ports.onBye()
    else if (word.say === 'there?') this.#link?.say({ say: 'here' })
    else if (word.say === 'here') this.#question.answered() && this.#health.state() !== 'up' && this.#seekPath(true)
    else if (word.say === 'ask' && this.#ports.isCaller) this.#seekPath(word.isDown)
  }

  /** What was agreed on is worth nothing any more: the next offer starts from the beginning. */
  #trouble(): void {
    this.#link?.close()
    this.#link = null
    this.#health.trouble()
  }
}

/** Starts at once at the caller, at the callee with the first offer. Throws nothing, and neither does the peer. */
export const createPeer: CreatePeer = (ports: PeerPorts, clock: Clock = systemClock) => new CallPeer(ports, clock)
