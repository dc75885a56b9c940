import { expect, type Page } from '@playwright/test'
import { voiceTextsOf } from '#client/i18n/voice-texts'
import { expectNoBarriers } from './support/accessible.ts'
import { edaIn, launchFirefox } from './support/firefox.ts'
import { countEnds, endsOf, speaker, withMicrophone } from './support/microphone.ts'
import { type Person, phone, test } from './support/people.ts'

test.use({ launchOptions: withMicrophone })
const v = voiceTextsOf('tr')

const barOf = (page: Page) => page.locator('.rec')
const isRecording = (page: Page) => expect(barOf(page)).toHaveAttribute('data-phase', 'on')
/** At least; a busy machine looks late. */
const recordedFor = (page: Page, seconds: number) =>
  expect
    .poll(async () => Number((await page.locator('.rec .tm').textContent())?.split(':')[1]))
    .toBeGreaterThanOrEqual(seconds)

const open = async ({ page }: Person): Promise<void> =>
  page.locator('#threads > li[data-chat-id] button').first().click()

test('what a visitor records by a tap, the admin hears to its end', async ({ visitor, admin }) => {
  const eda = await visitor('Eda', speaker)
  await eda.page.locator('#btnAud').click()
  await isRecording(eda.page)
  await expectNoBarriers(eda.page)
  await recordedFor(eda.page, 2)
  const uploaded = eda.page.waitForResponse((response) => response.url().includes('/api/media'))
  await eda.page.locator('#btnSend').click()
  const { type, mime, duration_ms: durationMs } = await (await uploaded).json()
  expect([type, mime]).toEqual(['audio', 'audio/webm'])
  await expect(eda.messages.last()).toHaveAttribute('data-state', /sent|seen/)
  await expect(eda.messages.last().locator('.wave rect')).toHaveCount(64)

  const muhsin = await admin()
  await open(muhsin)
  const note = muhsin.messages.last()
  await expect(note.locator('.unheard')).toBeVisible()
  await countEnds(muhsin.page)
  await note.locator('.play').click()
  await expect(note.locator('.play')).toHaveAttribute('aria-label', v.pause)
  await expect.poll(() => endsOf(muhsin.page)).toBe('1')
  await expect(note.locator('.unheard')).toBeHidden()
  const [seconds, address] = await muhsin.page
    .locator('audio')
    .evaluate((audio: HTMLAudioElement) => [audio.duration, audio.src])
  expect(address).toContain('?as=webm')
  expect(Math.abs(Number(seconds) - durationMs / 1000)).toBeLessThan(0.3)
  expect(Number(seconds)).toBeGreaterThan(1.7)
  // More than silence: the beeps of the microphone stand out.
  const tall = await note
    .locator('.wave rect')
    .evaluateAll((all) => all.filter((bar) => Number(bar.getAttribute('height')) > 15).length)
  expect(tall).toBeGreaterThan(2)
})

test('holding the key sends when it is let go, sliding away sends nothing, and what is stopped can be heard first', async ({
  visitor,
}) => {
  const eda = await visitor('Eda', speaker)
  const { page } = eda
  const devtools = await page.context().newCDPSession(page)
  const box = await page.locator('#btnAud').boundingBox()
  const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20]

  await page.mouse.move(x, y)
  await page.mouse.down()
  await recordedFor(page, 1)
  await expect(barOf(page)).toHaveAttribute('data-hold', 'held')
  await page.mouse.move(x - 150, y, { steps: 5 })
  await expect(barOf(page)).toHaveCount(0)
  await page.mouse.up()
  await expect(eda.messages).toHaveCount(0)

  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
  await recordedFor(page, 1)
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(eda.messages).toHaveCount(1)

  await page.mouse.move(x, y)
  await page.mouse.down()
  await isRecording(page)
  await page.mouse.move(x, y - 100, { steps: 5 })
  await page.mouse.up()
  await expect(barOf(page)).toHaveAttribute('data-hold', 'locked')
  await recordedFor(page, 2)
  await page.getByRole('button', { name: v.listenFirst }).click()
  await countEnds(page)
  await barOf(page).getByRole('slider').press('ArrowRight')
  await barOf(page).locator('.play-it').click()
  await expectNoBarriers(page)
  await expect.poll(() => endsOf(page)).toBe('1')
  await expect(eda.messages).toHaveCount(1)
  await page.locator('#btnSend').click()
  await expect(eda.messages).toHaveCount(2)
  await expect(eda.messages.last()).toHaveAttribute('data-state', /sent|seen/)

  // What was sent plays, and goes on to no other of one's own.
  await eda.messages.first().locator('.play').click()
  await expect.poll(() => endsOf(page)).toBe('2')
  await expect(eda.messages.last().locator('.play')).not.toHaveAttribute('aria-label', v.pause)
})

test('a microphone that is refused is explained, and a sound file is the other way', async ({ visitor, admin }) => {
  const eda = await visitor('Eda', phone)
  const devtools = await eda.page.context().newCDPSession(eda.page)
  await devtools.send('Browser.setPermission', { permission: { name: 'microphone' }, setting: 'denied' })
  await eda.page.locator('#btnAud').click()
  await expect(eda.page.getByRole('alert')).toContainText(v.help.refused.title)
  await expectNoBarriers(eda.page)

  const wave = Buffer.alloc(44 + 16_000)
  wave.write('RIFF\0\0\0\0WAVEfmt ', 'latin1')
  wave.writeUInt32LE(36 + 16_000, 4)
  wave.writeUInt32LE(16, 16)
  wave.writeUInt16LE(1, 20)
  wave.writeUInt16LE(1, 22)
  wave.writeUInt32LE(8000, 24)
  wave.writeUInt32LE(16_000, 28)
  wave.writeUInt16LE(2, 32)
  wave.writeUInt16LE(16, 34)
  wave.write('data', 36)
  wave.writeUInt32LE(16_000, 40)
  for (let at = 0; at < 8000; at++) wave.writeInt16LE(Math.round(Math.sin(at / 4) * 12_000), 44 + at * 2)
  await eda.page.locator('#fileAud').setInputFiles({ name: 'ses.wav', mimeType: 'audio/wav', buffer: wave })
  await expect(eda.page.getByRole('alert')).toHaveCount(0)
  await expect(barOf(eda.page).locator('.tm')).toHaveText('0:01')
  await eda.page.locator('#btnSend').click()
  await expect(eda.messages.last()).toHaveAttribute('data-state', /sent|seen/)

  const muhsin = await admin()
  await open(muhsin)
  await countEnds(muhsin.page)
  await muhsin.messages.last().locator('.play').click()
  await expect.poll(() => endsOf(muhsin.page)).toBe('1')
})

test('what Firefox recorded, Chromium plays to its end', async ({ server, admin }) => {
  const firefox = await launchFirefox({
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
  })
  try {
    const eda = await edaIn(firefox, server.origin)
    await eda.locator('#btnAud').click()
    await eda.waitForFunction(() => /^0:0[2-9]$/.test(document.querySelector('.rec .tm')?.textContent ?? ''))
    await eda.locator('#btnSend').click()
    await eda.waitForSelector('#msgs > li.msg[data-state="sent"] .play')
  } finally {
    await firefox.close()
  }
  const muhsin = await admin()
  await open(muhsin)
  await countEnds(muhsin.page)
  await muhsin.messages.last().locator('.play').click()
  await expect.poll(() => endsOf(muhsin.page)).toBe('1')
  await expect(muhsin.messages.last().locator('.num')).toHaveText(/^0:0[2-9]$/)
})
