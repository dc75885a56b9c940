export type InstallEvent = Event & { prompt: () => Promise<unknown>; userChoice: Promise<{ outcome: string }> }

export const caughtOffer: { event: InstallEvent | null } = { event: null }

/** A browser offers once, early and unasked, so an entry of the page keeps the offer for later. */
export const catchOffer = (): void =>
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    caughtOffer.event = event as InstallEvent
  })
