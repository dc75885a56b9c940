import type { CallAlertsPorts } from '#client/pages/call-alerts'

export type Felt = { tone: string; isLit: boolean; isClaimed: boolean }

/** What a call does to the device beside its screen, noted in `felt`. */
export const createFakeAlerts = () => {
  const felt: Felt = { tone: 'none', isLit: false, isClaimed: false }
  const note = (change: Partial<Felt>): void => void Object.assign(felt, change)
  const ports: Pick<CallAlertsPorts, 'ringtone' | 'wakeLock' | 'claimSound'> = {
    ringtone: { ring: (tone) => note({ tone }), stop: () => note({ tone: 'none' }) },
    wakeLock: { hold: () => note({ isLit: true }), release: () => note({ isLit: false }) },
    claimSound: (isClaimed) => note({ isClaimed }),
  }
  return { felt, ports }
}
