import type { CallMemory, RememberedCall } from '#client/call/calls-ports'

const key = 'konusma:call'
const leftKey = 'konusma:call-left'

// Where a browser blocks site data it throws: what cannot be kept is not kept.
const tryStorage = <Value>(use: (area: Storage) => Value): Value | null => {
  try {
    return use(sessionStorage)
  } catch {
    return null
  }
}

const parse = (json: string | null): RememberedCall | null => {
  try {
    const call = JSON.parse(json ?? 'null')
    if (typeof call?.chatId !== 'string' || typeof call.at !== 'number') return null
    const callId = typeof call.callId === 'string' ? call.callId : null
    return {
      chatId: call.chatId,
      callId,
      isCaller: call.isCaller === true,
      isMuted: call.isMuted === true,
      at: call.at,
    }
  } catch {
    return null
  }
}

const wasReloaded = (): boolean => {
  const [entry] = performance.getEntriesByType('navigation')
  return entry !== undefined && 'type' in entry && entry.type === 'reload'
}

/**
 * A tab that is duplicated, or opened from another, begins with a copy of what that one keeps. A page marks its call
 * when it goes; without the mark the call belongs to a page that is still there, unless this one was loaded again after
 * a crash, which leaves none.
 */
const find = (): RememberedCall | null => {
  const isOurs = tryStorage((area) => area.getItem(leftKey)) !== null || wasReloaded()
  tryStorage((area) => area.removeItem(leftKey))
  if (!isOurs) tryStorage((area) => area.removeItem(key))
  return parse(tryStorage((area) => area.getItem(key)))
}

let isLookedUp = false
let call: RememberedCall | null = null

const markLeft = (): void => {
  tryStorage((area) => area.setItem(leftKey, '1'))
}

// It comes back out of the browser's memory, and goes on.
const unmark = (): void => {
  tryStorage((area) => area.removeItem(leftKey))
}

export const callMemory: CallMemory = {
  read: () => {
    if (!isLookedUp) call = find()
    isLookedUp = true
    return call
  },
  keep: (next) => {
    addEventListener('pagehide', markLeft)
    addEventListener('pageshow', unmark)
    isLookedUp = true
    call = next
    tryStorage((area) => area.setItem(key, JSON.stringify(next)))
  },
  forget: () => {
    removeEventListener('pagehide', markLeft)
    removeEventListener('pageshow', unmark)
    isLookedUp = true
    call = null
    tryStorage((area) => area.removeItem(key))
  },
}
