import type { Outbox } from '#client/net/outbox'
import type { Conversation, Entry } from '#client/state/types'
import type { MediumDrawing } from '#client/views/medium-drawing'
import { createPictureKey } from '#client/views/picture-key'
import { createRecordKey, newPress, type Press } from '#client/views/record-key'
import type { StagingComposer } from '#client/views/staging'
import type { Side } from '#protocol/messages'
import { load } from './loading.ts'
import type { Words } from './page.ts'
import { listenToDrops, listenToPastes } from './taking-files.ts'

export type AttachingPorts = {
  words: Words
  outbox: Pick<Outbox, 'write' | 'bytesOf' | 'remove'>
  /** The conversation that is open at that moment. */
  chatId: () => string | null
  conversation: () => Conversation | null
  composer: () => StagingComposer
  /** The speaker in words. */
  nameOf: (speaker: Pick<Entry, 'role' | 'mine'>) => string
  onReply: (id: number) => void
  self: Side
  /** Rings in the open conversation, with the camera or without. */
  onCall: (video: boolean) => void
}

export type Attaching = {
  /** `#btnImg` and `#btnAud` with their inputs, for the composer. */
  keys: readonly HTMLElement[]
  drawing: MediumDrawing
  /** Takes the pictures that are pasted or dropped there. */
  listen: (talk: HTMLElement) => void
  /** Records a voice note, as a tap on `#btnAud` does. */
  record: () => void
}

/** Code that comes with the first who needs it, made once. */
const late = <Part>(make: () => Promise<Part | null>): (<R>(use: (part: Part) => R) => Promise<R | null>) => {
  let making: Promise<Part | null> | null = null
  return async (use) => {
    making ??= make()
    const part = await making
    if (!part) making = null
    return part && use(part)
  }
}

/** Pictures and voice notes: their keys in the composer and their places in the bubbles; all else comes when it is needed. */
export const createAttaching = (ports: AttachingPorts): Attaching => {
  const { t } = ports.words
  let place: HTMLElement | null = null

  const withPictures = late(async () => {
    const code = await load(() => import('./picturing.ts'), t)
    return code?.createPicturing({ ...ports, talk: () => place, pickFiles: pictureKey.pickFiles }) ?? null
  })
  const withVoice = late(async () => {
    const code = await load(() => import('./voicing.ts'), t)
    return code?.createVoicing({ ...ports, key: recordKey.elements[0], pickFile: recordKey.pickFile }) ?? null
  })
  const take = (files: readonly File[]): void => {
    if (ports.composer().canStage()) void withPictures((pictures) => pictures.take(files))
  }
  const press = (pressed: Press): void => void withVoice((voice) => voice.press(pressed))
  const record = (): void => press(newPress(0))
  const pictureKey = createPictureKey(t, take)
  const recordKey = createRecordKey({
    t,
    onPress: press,
    onFile: (file) => void withVoice((voice) => voice.review(file)),
  })
  return {
    keys: [...pictureKey.elements, ...recordKey.elements],
    drawing: createDrawing(ports, record),
    record,
    listen(talk): void {
      place = talk
      listenToPastes(talk, take)
      listenToDrops(talk, { onHint: (isOver) => void withPictures((pictures) => pictures.hint(isOver)), onFiles: take })
    },
  }
}

const createDrawing = (ports: AttachingPorts, record: () => void): MediumDrawing => {
  const { t } = ports.words
  const media = createLateDrawing(async () => {
    const code = await load(() => import('./media-drawing.ts'), t)
    return code?.createMediaDrawing(ports) ?? null
  })
  const calls = createLateDrawing(async () => {
    const code = await load(() => import('./call-drawing.ts'), t)
    return code?.createCallDrawing({ ...ports, onLeaveVoice: record }) ?? null
  })
  return { show: (place, entry) => (entry.call ? calls : media).show(place, entry) }
}

/** What is to be drawn before its code has come is drawn then, as it is at that time. */
const createLateDrawing = (make: () => Promise<MediumDrawing | null>): MediumDrawing => {
  const waiting = new Map<HTMLElement, Entry>()
  const withDrawing = late(make)
  let drawing: MediumDrawing | null = null

  const drawAll = (made: MediumDrawing): void => {
    drawing = made
    for (const [place, entry] of waiting) made.show(place, entry)
    waiting.clear()
  }
  return {
    show(place, entry): void {
      if (drawing) return drawing.show(place, entry)
      const isAsked = waiting.size > 0
      waiting.set(place, entry)
      if (!isAsked) void withDrawing(drawAll)
    },
  }
}
