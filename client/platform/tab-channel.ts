export type TabChannel = { tell: () => void; close: () => void }

/** Tells the other tabs of this browser that something changed. Where there is no channel they find out by themselves. */
export const openTabChannel = (name: string, onTold: () => void): TabChannel => {
  if (!('BroadcastChannel' in globalThis)) return { tell: () => {}, close: () => {} }
  const channel = new BroadcastChannel(name)
  channel.onmessage = onTold
  let isOpen = true
  const close = (): void => {
    isOpen = false
    channel.close()
  }
  return { tell: () => isOpen && channel.postMessage(null), close }
}
