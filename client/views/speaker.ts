import type { Texts } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import type { Side } from '#protocol/messages'

type Speaker = Pick<Entry, 'role' | 'mine'>
type SpeakerOptions = { t: Texts; self: Side; adminName: string }

/** Who speaks, in words; a line of the system has no speaker. */
export const createNameOf =
  ({ t, self, adminName }: SpeakerOptions) =>
  ({ role, mine }: Speaker): string => {
    if (role === 'system') return ''
    if (mine) return t.you
    return self === 'user' ? adminName : t.visitor
  }
