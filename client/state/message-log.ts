import type { Message } from '#protocol/messages'

/** The messages of a whole history without tombstones, each the object that was held before where nothing changed. */
export const keptMessages = (held: readonly Message[], whole: readonly Message[]): readonly Message[] => {
  const known = new Map(held.map((message) => [message.id, message]))
  return whole
    .filter(({ deleted }) => !deleted)
    .map((message) => (known.get(message.id)?.rev === message.rev ? (known.get(message.id) ?? message) : message))
    .toSorted((a, b) => a.id - b.id)
}

/**
 * Puts changes in their places: new ones by id, newer versions over older ones, tombstones out. What is older than the
 * first message while `hasOlder` stays out, or the page that is loaded later would leave a gap behind it. Returns the
 * same list when nothing changed.
 */
export const mergeMessages = (
  held: readonly Message[],
  changes: readonly Message[],
  hasOlder: boolean,
): readonly Message[] => changes.reduce((list, change) => mergeOne(list, change, hasOlder), held)

const mergeOne = (list: readonly Message[], change: Message, hasOlder: boolean): readonly Message[] => {
  const place = placeOf(list, change.id)
  const held = list[place]
  if (held?.id === change.id) {
    if (held.rev >= change.rev) return list
    return change.deleted ? list.toSpliced(place, 1) : list.with(place, change)
  }
  const isBeforeAll = place === 0 && list.length > 0 && hasOlder
  return change.deleted || isBeforeAll ? list : list.toSpliced(place, 0, change)
}

/** Where the message with this id is, or would be. Looks from the end: most changes are new messages. */
const placeOf = (list: readonly Message[], id: number): number => list.findLastIndex((message) => message.id < id) + 1

export type Window = { messages: readonly Message[]; hasOlder: boolean }

/**
 * Puts the newest page in the place of what is held from its first message on: what is not in it was deleted. A page
 * that does not reach what is held takes the place of all of it, for a list has no gap.
 */
export const withNewestPage = (held: Window, page: readonly Message[], hasMore: boolean): Window => {
  const first = page[0]?.id ?? 0
  const older = hasMore ? held.messages.filter(({ id }) => id < first) : []
  const reaches = older.length > 0 && (held.messages.at(-1)?.id ?? 0) >= first
  const known = new Map(held.messages.map((message) => [message.id, message]))
  const newest = page.map((message) => newerOf(known.get(message.id), message))
  return reaches
    ? { messages: sameOr(held.messages, [...older, ...newest]), hasOlder: held.hasOlder }
    : { messages: sameOr(held.messages, newest), hasOlder: hasMore }
}

const newerOf = (held: Message | undefined, answered: Message): Message =>
  held && held.rev >= answered.rev ? held : answered

const sameOr = (held: readonly Message[], next: readonly Message[]): readonly Message[] =>
  held.length === next.length && held.every((message, at) => message === next[at]) ? held : next
