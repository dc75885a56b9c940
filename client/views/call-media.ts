import type { CallTexts } from '#client/i18n/call-texts'
import { callIcon } from './call-icons.ts'
import { el, setAttribute } from './element.ts'

type CallMediaOptions = { c: CallTexts; onPlaying: (isPlaying: boolean) => void; onFlip: () => void }

type Shown = {
  remote: MediaStream | null
  local: MediaStream | null
  /** Whose picture is to be seen. */
  hasFeed: boolean
  hasOwn: boolean
  canFlip: boolean
  otherName: string
}

const put = (element: HTMLMediaElement, stream: MediaStream | null): boolean => {
  if (element.srcObject === stream) return false
  element.srcObject = stream
  return stream !== null
}

// The next stream took its place before it could play: no refusal.
const isReplaced = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** A camera that looks away from the person is no mirror. */
const looksAway = (stream: MediaStream | null): boolean =>
  stream?.getVideoTracks().at(-1)?.getSettings().facingMode === 'environment'

const createVideo = (id: string, className: string): HTMLVideoElement => {
  const video = el('video', {
    id,
    class: className,
    playsinline: true,
    autoplay: true,
    hidden: true,
    disablepictureinpicture: true,
  })
  video.muted = true
  // The attribute as well: some browsers look at it before they let a picture play by itself.
  setAttribute(video, 'muted', '')
  return video
}

/** Sound always comes out of `audio`, the pictures are mute: so there is one thing to be refused, and one to be sent elsewhere. */
export const createCallMedia = ({ c, onPlaying, onFlip }: CallMediaOptions) => {
  const audio = el('audio', { id: 'remoteAudio', autoplay: true })
  const feed = createVideo('remoteVideo', 'call-feed')
  const own = createVideo('localVideo', '')
  const flip = el(
    'button',
    { type: 'button', class: 'ghost', 'aria-label': c.flip, title: c.flip },
    callIcon('flip', 'md'),
  )
  const self = el('div', { class: 'call-self', hidden: true }, own, flip)
  setAttribute(own, 'aria-label', c.ownPicture)
  flip.addEventListener('click', onFlip)
  feed.addEventListener('resize', () => feed.classList.toggle('tall', feed.videoHeight > feed.videoWidth))
  // A system that takes the sound for itself pauses it: when it may play again, only another try tells.
  audio.addEventListener('pause', () => audio.srcObject !== null && void play())

  const play = async (): Promise<void> => {
    try {
      await audio.play()
      onPlaying(true)
    } catch (error) {
      if (!isReplaced(error)) onPlaying(false)
    }
  }
  const playPicture = (video: HTMLVideoElement): void => void video.play().catch(() => {})

  return {
    audio,
    feed,
    self,
    /** By a tap, which browsers ask for. */
    play(): void {
      void play()
      for (const video of [feed, own]) if (!video.hidden) playPicture(video)
    },
    update({ remote, local, hasFeed, hasOwn, canFlip, otherName }: Shown): void {
      feed.hidden = !hasFeed
      own.hidden = !hasOwn
      self.hidden = !hasOwn
      flip.hidden = !canFlip
      setAttribute(feed, 'aria-label', c.otherPicture(otherName))
      if (put(audio, remote)) void play()
      if (put(feed, hasFeed ? remote : null)) playPicture(feed)
      if (put(own, hasOwn ? local : null)) playPicture(own)
      own.classList.toggle('away', looksAway(local))
    },
  }
}
