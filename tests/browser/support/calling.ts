import { expect, type Page } from '@playwright/test'
import { desk, type Person, phone } from './people.ts'
import { until } from './until.ts'

const permissions = ['microphone', 'camera']
export const caller = { ...phone, permissions }
export const answerer = { ...desk, permissions }

type Watched = Window & { madeConnections?: RTCPeerConnection[]; openedTracks?: MediaStreamTrack[] }

export type Flow = {
  /** Of the connection that is open; 0 where there is none. */
  open: number
  /** Microphones and cameras that the page still has. */
  tracks: number
  /** Energy of the sound that came: packets alone prove none. */
  energy: number
  packets: number
  frames: number
  /** `host`, `srflx` or `relay`, of the pair in use. */
  path: string
  codec: string
}

/** What comes through to a page, read from outside of its own code. All that it needs is inside: it runs in the page. */
export const readFlow = async (): Promise<Flow> => {
  const made = (window as Watched).madeConnections ?? []
  const open = made.filter(({ connectionState }) => connectionState !== 'closed')
  // biome-ignore lint/suspicious/noExplicitAny: the kinds of statistics differ between browsers
  const all: any[] = []
  if (open.length > 0) for (const one of (await open.at(-1)?.getStats())?.values() ?? []) all.push(one)
  const inbound = (kind: string) => all.find((one) => one.type === 'inbound-rtp' && one.kind === kind)
  const byId = (id: string) => all.find((one) => one.id === id)
  const inUse = all.find((one) => one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded')
  const sound = inbound('audio')
  return {
    open: open.length,
    tracks: ((window as Watched).openedTracks ?? []).filter(({ readyState }) => readyState === 'live').length,
    energy: sound?.totalAudioEnergy ?? 0,
    packets: sound?.packetsReceived ?? 0,
    frames: inbound('video')?.framesDecoded ?? 0,
    path: byId(inUse?.localCandidateId)?.candidateType ?? '',
    codec: byId(sound?.codecId)?.sdpFmtpLine ?? '',
  }
}

const flowOf = (page: Page): Promise<Flow> => page.evaluate(readFlow)

/** Resolves once new sound has come to this page. */
export const isHeard = async (page: Page, who: string): Promise<void> => {
  const before = await flowOf(page)
  await until(`${who} hears`, async () => {
    const { energy } = await flowOf(page)
    // Another connection may have taken the place of the one before.
    return energy > before.energy + 1e-3 || (energy < before.energy && energy > 1e-3)
  })
}

/** Resolves once pictures come to this page. */
export const isSeen = async (page: Page, who: string): Promise<void> => {
  const before = await flowOf(page)
  await until(`${who} sees`, async () => (await flowOf(page)).frames > before.frames + 3)
}

/** What a page still holds of calls: connections, microphones and cameras. */
export const heldBy = async (page: Page): Promise<number> => {
  const { open, tracks } = await flowOf(page)
  return open + tracks
}
export const pathOf = async (page: Page): Promise<string> => (await flowOf(page)).path

export const inState = (page: Page, state: string, timeout = 10_000) =>
  expect(page.locator('#callPanel')).toHaveAttribute('data-state', state, { timeout })

export const isOver = (page: Page) => expect(page.locator('#callPanel')).toBeHidden()

/** The visitor rings, the desk answers; both are in the call then. */
export const call = async (eda: Person, muhsin: Person): Promise<void> => {
  await eda.page.locator('#btnCall').click()
  await muhsin.page.locator('#btnAccept').click()
  await Promise.all([inState(eda.page, 'active'), inState(muhsin.page, 'active')])
}

export const hangUp = async (by: Person, other: Person): Promise<void> => {
  await by.page.locator('#btnHangup').click()
  await Promise.all([isOver(by.page), isOver(other.page)])
}
