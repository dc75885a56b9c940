/** Of four seconds in which nothing came a call is told; they are counted by looks, since a page that slept took none. */
const looks = 4

export type Flow = {
  /** Something came from the other end, whatever it was. */
  heard: () => void
  /** Once a second, with what came so far. */
  look: (received: number) => 'flows' | 'waits' | 'stalled'
}

/** Whether something comes through. */
export const createFlow = (patience = looks): Flow => {
  let last = 0
  let hasHeard = false
  let silent = 0

  const look = (received: number): ReturnType<Flow['look']> => {
    const flows = hasHeard || received > last
    hasHeard = false
    last = received
    silent = flows ? 0 : silent + 1
    if (flows) return 'flows'
    return silent >= patience ? 'stalled' : 'waits'
  }
  const heard = (): void => {
    hasHeard = true
  }
  return { heard, look }
}

type Stat = { type?: string; packetsReceived?: number; bytesReceived?: number; nominated?: boolean }

/** What a connection received: the packets of sound and picture, and the bytes of the path, which count also what is said. */
export const receivedOf = (stats: Iterable<Stat>): number => {
  let packets = 0
  let transport = 0
  let pair = 0
  for (const { type, packetsReceived = 0, bytesReceived = 0, nominated } of stats) {
    if (type === 'inbound-rtp') packets += packetsReceived
    else if (type === 'transport') transport += bytesReceived
    else if (type === 'candidate-pair' && nominated) pair += bytesReceived
  }
  return packets + (transport || pair)
}
