import { caughtOffer } from './install-catch.ts'

export type InstallNews = 'offered' | 'installed'

/** The browser's own offer to install this page. */
export const installOffer = {
  isThere: (): boolean => caughtOffer.event !== null,
  /** From a tap only; whether the person agreed. An offer can be taken up once. */
  takeUp: async (): Promise<boolean> => {
    const { event } = caughtOffer
    caughtOffer.event = null
    await event?.prompt()
    return (await event?.userChoice)?.outcome === 'accepted'
  },
  /** Returns its stop. */
  onNews: (tell: (news: InstallNews) => void): (() => void) => {
    const listening = new AbortController()
    const { signal } = listening
    const installed = (): void => {
      caughtOffer.event = null
      tell('installed')
    }
    addEventListener('beforeinstallprompt', () => tell('offered'), { signal })
    addEventListener('appinstalled', installed, { signal })
    return () => listening.abort()
  },
}
