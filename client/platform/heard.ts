import { storage } from './storage.ts'

const key = 'konusma:heard'
const most = 500

const read = (): string[] => {
  try {
    const kept: unknown = JSON.parse(storage.read(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** Which voice notes were played in this browser, the last 500 of them; by the address of the file. */
export const createHeard = () => {
  let ids = new Set(read())
  return {
    has: (id: string): boolean => ids.has(id),
    add(id: string): void {
      if (ids.has(id)) return
      // Another tab may have played some since.
      ids = new Set([...new Set([...read(), ...ids, id])].slice(-most))
      storage.write(key, JSON.stringify([...ids]))
    },
  }
}
