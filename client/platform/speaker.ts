import { storage } from './storage.ts'

const key = 'konusma:speaker'

type WithSession = Navigator & { audioSession?: { type: string } }

/** Whether this browser lets a page say where sound comes out. Elsewhere the system chooses, and a page can say so. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype

/** The one that was chosen on this device; empty for the system's own choice. */
export const chosenSpeaker = (): string => storage.read(key) ?? ''

/** Sends an element's sound there, and remembers it. Rejects where the browser refuses; then all is as it was. */
export const chooseSpeaker = async (element: HTMLMediaElement, id: string): Promise<void> => {
  await element.setSinkId(id)
  if (id === '') storage.remove(key)
  else storage.write(key, id)
}

/** Uses what was chosen before. What is not plugged in now stays remembered. */
export const useChosenSpeaker = async (element: HTMLMediaElement): Promise<void> => {
  const id = chosenSpeaker()
  if (id !== '' && canChooseSpeaker()) await element.setSinkId(id).catch(() => undefined)
}

/** An iPhone or iPad: it chooses by itself, and the person in its control centre. */
export const isApplePhone = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Mac') && navigator.maxTouchPoints > 1)

/** Tells an iPhone that this is a call, so that it neither falls silent nor plays like music. */
export const claimSound = (isInCall: boolean): void => {
  const { audioSession } = navigator as WithSession
  try {
    if (audioSession) audioSession.type = isInCall ? 'play-and-record' : 'auto'
  } catch {
    // It keeps the one that it has.
  }
}
