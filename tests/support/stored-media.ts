import { secureRandom } from '#server/random'
import type { NewMedium } from '#server/store/media-ports'
import type { Conversation, Store } from '#server/store/ports'
import { hash } from './memory-store.ts'

let media = 0

/** A picture that was uploaded, each of other bytes. */
export const mediumOf = (conversation: Conversation, change: Partial<NewMedium> = {}): NewMedium => ({
  conversation,
  side: 'user',
  id: secureRandom.id(),
  kind: 'image',
  mime: 'image/jpeg',
  bytes: 1000,
  hash: hash(`bytes ${++media}`),
  width: 40,
  height: 30,
  durationMs: null,
  waveform: null,
  placeholder: 'data:image/png;base64,AA==',
  createdAt: 1500,
  ...change,
})

/** Stores one and returns its id. */
export const uploadedTo = async (store: Store, conversation: Conversation, change: Partial<NewMedium> = {}) => {
  const medium = mediumOf(conversation, change)
  await store.media.add(medium)
  return medium.id
}
