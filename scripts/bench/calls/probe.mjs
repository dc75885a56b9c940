/*
 * Watches a page of a measured call from outside of its own code; runs in it before its scripts. `window.probe`:
 * `made`, the connections that the page made; `pressedAt` and `shownAt` by selector, milliseconds since 1970 in fractions;
 * `watchFor(selector)`, from when on its first showing counts; `firstSound()`, resolves with when sound was first decoded
 * on the newest connection; `startGaps()` and `longestGapMs()`: sound that was made up for want of packets, silence aside,
 * the longest stretch of it between two looks.
 */
const made = []
const pressedAt = {}
const shownAt = {}

const now = () => performance.timeOrigin + performance.now()

const Real = window.RTCPeerConnection
window.RTCPeerConnection = class extends Real {
  constructor(configuration) {
    super(configuration)
    made.push(this)
  }
}

document.addEventListener(
  'click',
  ({ target }) => {
    const key = target.closest('button')?.id
    if (key) pressedAt[`#${key}`] = now()
  },
  true,
)

const watchFor = (selector) => {
  delete shownAt[selector]
  const watching = new MutationObserver(() => {
    if (!document.querySelector(selector)?.checkVisibility()) return
    shownAt[selector] = now()
    watching.disconnect()
  })
  watching.observe(document, { subtree: true, childList: true, attributes: true })
}

const soundOf = async (connection) => {
  if (!connection || connection.connectionState === 'closed') return null
  const all = [...(await connection.getStats()).values()]
  return all.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio') ?? null
}

const firstSound = async () => {
  for (;;) {
    const sound = await soundOf(made.at(-1))
    if (sound?.jitterBufferEmittedCount > 0) return now()
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}

let longestMs = 0
const samplesPerMs = 48
const lookEveryMs = 100

const startGaps = () => {
  let before = null
  const look = async () => {
    const sound = await soundOf(made.at(-1))
    if (!sound) return
    const concealed = sound.concealedSamples - sound.silentConcealedSamples
    if (before !== null) longestMs = Math.max(longestMs, (concealed - before) / samplesPerMs)
    before = concealed
    setTimeout(look, lookEveryMs)
  }
  void look()
}

window.probe = { made, pressedAt, shownAt, watchFor, firstSound, startGaps, longestGapMs: () => longestMs }
