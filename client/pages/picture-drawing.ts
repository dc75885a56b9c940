import { pictureTextsOf } from '#client/i18n/picture-texts'
import type { Entry } from '#client/state/types'
import { createDates } from '#client/views/dates'
import { setAttribute } from '#client/views/element'
import type { MediumDrawing } from '#client/views/medium-drawing'
import { createPicture, type PictureState } from '#client/views/picture'
import type { AttachingPorts } from './attaching.ts'
import { load } from './loading.ts'
import { createOwnPictures } from './own-pictures.ts'

export type PictureDrawingPorts = Pick<AttachingPorts, 'words' | 'conversation' | 'nameOf' | 'onReply'> & {
  outbox: Pick<AttachingPorts['outbox'], 'bytesOf' | 'remove'>
  /** Tells the open viewer when to look at the conversation again; returns the stop. */
  watch?: (look: () => void) => () => void
}

// Nobody is told what is deleted far from the rows that are drawn.
const everySecond = (look: () => void): (() => void) => {
  const timer = setInterval(look, 1000)
  return () => clearInterval(timer)
}

const isPicture = ({ medium }: Entry): boolean => medium?.kind === 'image'

const sendingOf = ({ id, state, medium, progress }: Entry): PictureState['sending'] =>
  id === null && state === 'queued' ? { progress, bytes: medium?.bytes ?? 0 } : null

const focusOnPicture = (keys: readonly string[]): void => {
  const places = [...document.querySelectorAll<HTMLElement>('.picture[data-key]')]
  const found = keys.map((key) => places.find((place) => place.dataset.key === key)).find(Boolean)
  const target = found?.querySelector<HTMLElement>('.open:not([hidden])') ?? found?.closest<HTMLElement>('.msg')
  const rest = target ?? document.querySelector<HTMLElement>('#msgs')
  rest?.focus({ preventScroll: true })
}

/** Draws the pictures of a conversation, and opens them large. */
export const createPictureDrawing = (ports: PictureDrawingPorts): MediumDrawing => {
  const { words, conversation, outbox } = ports
  const p = pictureTextsOf(words.lang)
  const own = createOwnPictures(outbox)
  const drawn = new WeakMap<HTMLElement, (entry: Entry) => void>()

  const view = createViewing(ports, ({ key, medium }) => medium?.url ?? own.addressOf(key))
  const isUnsent = (key: string): boolean =>
    conversation()?.entries.some((entry) => entry.key === key && entry.id === null) ?? false

  const createDrawn = (place: HTMLElement, first: Entry) => {
    let entry = first
    const picture = createPicture({
      p,
      onOpen: () => void view(entry.key),
      onCancel: () => outbox.remove(entry.key),
    })
    place.replaceChildren(...picture.parts)

    const showOwn = async (key: string): Promise<void> => {
      const known = own.addressOf(key)
      const address = typeof known === 'string' ? known : await known
      // Meanwhile the server may have got it.
      if (entry.medium?.url) return own.drop(key)
      if (address === null) return picture.miss()
      picture.show(address, () => own.dropAllBut(isUnsent))
    }
    return (next: Entry): void => {
      entry = next
      const { text, medium, key } = next
      setAttribute(place, 'data-key', key)
      picture.update({
        caption: text,
        word: words.t.picture,
        placeholder: medium?.placeholder ?? null,
        size: medium ?? {},
        sending: sendingOf(next),
      })
      const stored = medium?.thumbUrl ?? medium?.url
      if (stored) picture.show(stored, () => own.drop(key))
      else void showOwn(key)
    }
  }
  return {
    show(place, entry): void {
      const show = drawn.get(place) ?? createDrawn(place, entry)
      drawn.set(place, show)
      show(entry)
    },
  }
}

const createViewing = (ports: PictureDrawingPorts, addressOf: (entry: Entry) => string | Promise<string | null>) => {
  const { words, conversation, nameOf, onReply, watch = everySecond } = ports
  const { t, lang } = words

  return async (startKey: string): Promise<void> => {
    // The finger that held a message until its menu came is lifted over the picture.
    if (document.querySelector('dialog[open]')) return
    const chatId = conversation()?.chatId
    const code = await load(() => import('#client/views/viewer'), t)
    code?.openViewer({
      p: pictureTextsOf(lang),
      dates: createDates(t, lang),
      pictures: () => {
        const open = conversation()
        return open?.chatId === chatId ? (open?.entries.filter(isPicture) ?? []) : []
      },
      startKey,
      nameOf,
      wordFor: t.picture,
      addressOf,
      watch,
      onReply,
      onLostFocus: (shownKey) => focusOnPicture([startKey, shownKey]),
    })
  }
}
