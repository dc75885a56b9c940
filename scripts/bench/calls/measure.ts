import type { Page } from '@playwright/test'
import type { Part } from '#scripts/bench/part'
import { removeFolder } from '#scripts/bench/processes'
import { createPlace, startKonusma } from '#scripts/bench/servers'
import { quantile } from '#scripts/bench/statistics'
import { align } from '#scripts/bench/table'
import { serveBarePage } from './bare-page.ts'
import { openBarePages, openBrowser, openPages } from './browser.ts'

const calls = 30
const cameraTurns = 50
const most = { soundMs: 700, soundRatio: 3, ringMs: 150, gapMs: 60 }

type Times = { sound: number[]; ring: number[] }

/** Calls between two pages of one Chromium, ours and a bare one by turns: how soon one is heard, and how steadily. */
export const measureCalls = async (): Promise<Part> => {
  const place = createPlace()
  const server = await startKonusma(place, { APP_ENV: 'test', STUN_URLS: '', TELEGRAM_BOT_TOKEN: '' })
  const bare = serveBarePage()
  const browser = await openBrowser()
  try {
    const [visitor, desk] = await openPages(browser, place.origin, server.adminCookie)
    const [caller, callee] = await openBarePages(browser, bare.origin)
    const ours: Times = { sound: [], ring: [] }
    const theirs: Times = { sound: [], ring: [] }
    for (let nth = 0; nth < calls; nth++) {
      await callOurs(visitor, desk, ours)
      await callBare(caller, callee, theirs)
    }
    const gapMs = await turnCamera(visitor, desk)
    return toReport(ours, theirs, gapMs)
  } finally {
    await browser.close()
    await bare.stop()
    await server.stop()
    removeFolder(place.folder)
  }
}

type Keys = { ring: string; incoming: string; accept: string; hangUp: string }

const oursKeys: Keys = { ring: '#btnPhone', incoming: '#callIncoming', accept: '#btnAccept', hangUp: '#btnHangup' }
const bareKeys: Keys = { ring: '#ring', incoming: '#accept', accept: '#accept', hangUp: '#hangup' }

/** From the desk, since a visitor may not ring that often. */
const callOurs = async (visitor: Page, desk: Page, times: Times): Promise<void> => {
  await callOnce(desk, visitor, oursKeys, times)
  await Promise.all([visitor, desk].map((page) => page.locator('#callPanel').waitFor({ state: 'hidden' })))
}

const callBare = (caller: Page, callee: Page, times: Times): Promise<void> => callOnce(caller, callee, bareKeys, times)

const callOnce = async (caller: Page, callee: Page, keys: Keys, times: Times): Promise<void> => {
  await callee.evaluate(`probe.watchFor('${keys.incoming}')`)
  await caller.locator(keys.ring).click()
  await callee.locator(keys.accept).waitFor()
  const shownAt = await callee.evaluate<number>(`probe.shownAt['${keys.incoming}']`)
  times.ring.push(shownAt - (await caller.evaluate<number>(`probe.pressedAt['${keys.ring}']`)))
  await callee.locator(keys.accept).click()
  const heardAt = await callee.evaluate<number>(`probe.firstSound()`)
  times.sound.push(heardAt - (await callee.evaluate<number>(`probe.pressedAt['${keys.accept}']`)))
  await caller.locator(keys.hangUp).click()
}

/** The camera on and off while both speak; the longest stretch of sound, in ms, that was made up at the other end. */
const turnCamera = async (visitor: Page, desk: Page): Promise<number> => {
  await desk.locator('#btnPhone').click()
  await visitor.locator('#btnAccept').click()
  await desk.locator('#callPanel[data-state="active"]').waitFor()
  await desk.evaluate('probe.firstSound()')
  await desk.evaluate('probe.startGaps()')
  for (let turn = 0; turn < cameraTurns; turn++)
    for (const isOn of ['true', 'false']) {
      await visitor.locator('#btnCam').click()
      await visitor.locator(`#btnCam[aria-pressed="${isOn}"]`).waitFor()
    }
  const gapMs = await desk.evaluate<number>('probe.longestGapMs()')
  await desk.locator('#btnHangup').click()
  return gapMs
}

const sorted = (values: number[]): Float64Array => Float64Array.from(values).sort()

const row = (what: string, values: number[]): string[] => {
  const all = sorted(values)
  return [what, String(all.length), ...[0.5, 0.95, 1].map((share) => quantile(all, share).toFixed(0))]
}

const toReport = (ours: Times, bare: Times, gapMs: number): Part => {
  const at95 = (values: number[]): number => quantile(sorted(values), 0.95)
  const gates = [
    gate(`accept → first sound: p95 ÷ ${most.soundMs} ms`, at95(ours.sound) / most.soundMs, 1),
    gate('accept → first sound: p95 ÷ that of the bare call', at95(ours.sound) / at95(bare.sound), most.soundRatio),
    gate(`ring → incoming view: p95 ÷ ${most.ringMs} ms`, at95(ours.ring) / most.ringMs, 1),
    gate(`camera ${cameraTurns} times: longest gap ÷ ${most.gapMs} ms`, gapMs / most.gapMs, 1),
  ]
  return {
    lines: [
      `${calls} calls and ${calls} bare ones by turns, between two pages of one Chromium, over loopback`,
      ...align([
        ['', 'calls', 'p50 ms', 'p95 ms', 'most ms'],
        row('accept → first sound', ours.sound),
        row('the same, bare', bare.sound),
        row('ring → incoming view', ours.ring),
        row('the same, bare', bare.ring),
      ]),
      `camera on and off ${cameraTurns} times: longest stretch without sound ${gapMs.toFixed(1)} ms`,
    ],
    gates: gates.map(({ line }) => line),
    failed: gates.some(({ failed }) => failed),
  }
}

const gate = (what: string, value: number, limit: number) => {
  const failed = !(value <= limit)
  return { failed, line: `  ${failed ? 'FAIL' : 'pass'}  ${what}, at most ${limit}: ${value.toFixed(3)}` }
}
