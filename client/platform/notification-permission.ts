import { onVisibility } from './visibility.ts'

/** What this browser lets the page do; `none` where it has no notifications. */
export type Permission = NotificationPermission | 'none'

export type PermissionSwitch = {
  now: () => Permission
  /** The browser's own question; only out of a tap. Stays pending as long as nobody answers it. */
  ask: () => Promise<Permission>
  /** Tells each change, wherever it was made. Returns its stop. */
  onChange: (tell: (permission: Permission) => void) => () => void
}

const now = (): Permission => ('Notification' in globalThis ? Notification.permission : 'none')

const ask = async (): Promise<Permission> => {
  try {
    await Notification.requestPermission()
  } catch {
    // Refused without a question: what counts is what is allowed now.
  }
  return now()
}

// Not every browser tells, and one that does may sleep while its settings are open: a look on coming back finds it too.
const onChange = (tell: (permission: Permission) => void): (() => void) => {
  const listening = new AbortController()
  const { signal } = listening
  let known = now()
  const look = (): void => {
    const before = known
    known = now()
    if (known !== before) tell(known)
  }
  const stopLooking = onVisibility((visible) => visible && look())
  void watch(look, signal)
  return () => {
    listening.abort()
    stopLooking()
  }
}

const watch = async (look: () => void, signal: AbortSignal): Promise<void> => {
  try {
    const status = await navigator.permissions.query({ name: 'notifications' })
    if (!signal.aborted) status.addEventListener('change', look, { signal })
  } catch {
    // A browser without this API, or without this name in it.
  }
}

export const notificationPermission: PermissionSwitch = { now, ask, onChange }
