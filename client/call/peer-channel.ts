import { parseWord, type Word } from './peer-words.ts'

const number = 0
const mostUnsent = 4096

export type PeerChannel = {
  isOpen: () => boolean
  /** False where it could not be said. */
  say: (word: Word) => boolean
  /** Says that this end is there, unless there is already more to say than gets through. */
  beat: () => void
  close: () => void
}

/** The line beside sound and picture. Both ends open it by themselves, so that it takes no offer of its own. */
export const openPeerChannel = (
  connection: RTCPeerConnection,
  { onOpen, onWord }: { onOpen: () => void; onWord: (word: Word) => void },
): PeerChannel => {
  const channel = connection.createDataChannel('call', { negotiated: true, id: number, ordered: true })
  channel.onopen = onOpen
  channel.onmessage = ({ data }) => {
    const word = parseWord(data)
    if (word) onWord(word)
  }
  const isOpen = (): boolean => channel.readyState === 'open'

  const say = (word: Word): boolean => {
    if (!isOpen()) return false
    try {
      channel.send(JSON.stringify(word))
      return true
    } catch {
      // Its buffer is full: nothing has come through for long.
      return false
    }
  }
  const close = (): void => {
    channel.onopen = channel.onmessage = null
    channel.close()
  }
  return { isOpen, say, beat: () => void (channel.bufferedAmount < mostUnsent && say({ say: 'beat' })), close }
}
