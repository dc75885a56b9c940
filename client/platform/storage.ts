// Reading the property itself throws where a browser blocks site data.
const area = (): Storage | null => {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** localStorage where it may refuse at any time: what cannot be kept is not kept, and nothing throws. */
export const storage = {
  read: (key: string): string | null => {
    try {
      return area()?.getItem(key) ?? null
    } catch {
      return null
    }
  },
  write: (key: string, value: string): void => {
    try {
      area()?.setItem(key, value)
    } catch {
      // Full or refused: the page works without it.
    }
  },
  remove: (key: string): void => {
    try {
      area()?.removeItem(key)
    } catch {
      // Refused: there was nothing to remove either.
    }
  },
  keys: (): string[] => {
    try {
      return Object.keys(area() ?? {})
    } catch {
      return []
    }
  },
}
