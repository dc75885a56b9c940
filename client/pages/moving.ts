import { moveTexts } from '#client/i18n/move-texts'
import type { HandoverApi } from '#client/net/handover-api'
import type { Clock } from '#client/platform/clock'
import { handoverLink } from '#client/platform/handover-link'
import type { Side } from '#protocol/messages'
import type { AppPart } from './app-part.ts'
import { load } from './loading.ts'
import type { Words } from './page.ts'

export type MovingPorts = { side: Side; api: HandoverApi; clock: Clock }

/** A name that means another machine on every other machine. */
const isLocal = (): boolean => /^(localhost|127\.|\[::1\])/.test(location.hostname)

const openHandover = async ({ side, api, clock }: MovingPorts, { t, lang }: Words): Promise<void> => {
  const code = await load(() => import('#client/views/handover-sheet'), t)
  if (!code) return
  const move = moveTexts(lang)
  let isOpen = true
  const make = async (): Promise<void> => {
    sheet.update({ code: null, failed: null })
    const answer = await api.handOver()
    if (!isOpen) return
    if (!answer.ok) return sheet.update({ code: null, failed: move.failed(t.failure(answer.code)) })
    const { token, expires_in: expiresIn } = answer.value
    const link = handoverLink(side === 'admin' ? '/admin' : '/', token)
    sheet.update({ code: { link, until: clock.now() + expiresIn * 1000 }, failed: null })
  }
  const onClose = (): void => {
    isOpen = false
  }
  const sheet = code.createHandoverSheet({ t, move, side, isLocal: isLocal(), onAgain: () => void make(), onClose })
  sheet.open()
  await make()
}

/** Going on elsewhere: a QR code and a link that open this conversation, or this desk, on one other device. */
export const createMoving = (ports: MovingPorts): AppPart => ({
  draw: (words) => ({
    choices: [{ icon: 'qr', text: moveTexts(words.lang).choice, onChoose: () => void openHandover(ports, words) }],
    notice: null,
  }),
  update: () => {},
  stop: () => {},
})
