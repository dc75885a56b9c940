import { callTextsOf } from '#client/i18n/call-texts'
import type { Entry } from '#client/state/types'
import { createCallCard } from '#client/views/call-card'
import { createDates } from '#client/views/dates'
import type { MediumDrawing } from '#client/views/medium-drawing'
import type { AttachingPorts } from './attaching.ts'

export type CallDrawingPorts = Pick<AttachingPorts, 'words' | 'self' | 'onCall'> & { onLeaveVoice: () => void }

type Card = ReturnType<typeof createCallCard>

/** Draws the calls of a conversation. */
export const createCallDrawing = ({ words, self, onCall, onLeaveVoice }: CallDrawingPorts): MediumDrawing => {
  const { t, lang } = words
  const options = { c: callTextsOf(lang), dates: createDates(t, lang), self, onCallBack: onCall, onLeaveVoice }
  const drawn = new WeakMap<HTMLElement, Card>()

  const create = (place: HTMLElement): Card => {
    const card = createCallCard(options)
    place.replaceChildren(card.element)
    drawn.set(place, card)
    return card
  }
  return {
    show(place, { call, createdAt }: Entry): void {
      if (!call) return
      const card = drawn.get(place) ?? create(place)
      card.update({ call, createdAt })
    },
  }
}
