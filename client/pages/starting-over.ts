import { askToConfirm } from '#client/views/confirm'
import type { Words } from './page.ts'

/** Asks whether this device is really to leave the conversation, and says what would be lost. */
export const isSureToStartOver = (unsent: number, { t }: Words): Promise<boolean> => {
  const body = unsent > 0 ? `${t.startOverBody} ${t.startOverUnsent(unsent)}` : t.startOverBody
  return askToConfirm({ title: t.startOverTitle, body, yes: t.startOverYes, no: t.cancel })
}
