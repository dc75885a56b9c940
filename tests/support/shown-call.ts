import type { CallsView, CallView } from '#client/call/types'

/** A call of `chat-1` as a page shows it: the other side rings. */
export const shownCall = (change: Partial<CallView> = {}): CallView => ({
  chatId: 'chat-1',
  callId: 'call-1',
  phase: 'incoming',
  isCaller: false,
  fromName: 'Eda',
  video: false,
  rangAt: 1_700_000_000_000,
  connectedAt: null,
  reconnectingSince: null,
  isMuted: false,
  camera: 'off',
  canFlip: false,
  other: { isMuted: false, isPaused: false, hasCamera: false },
  notes: [],
  end: null,
  ...change,
})

export const callsView = (call: CallView | null, change: Partial<CallsView> = {}): CallsView => ({
  call,
  waiting: [],
  remote: null,
  local: null,
  ...change,
})
