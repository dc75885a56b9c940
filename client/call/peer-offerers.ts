export type Offerers = {
  /** `gone`: another one has offered since, and this offer went a longer way. */
  meet: (fingerprint: string | null) => 'same' | 'other' | 'gone'
}

/** Whose offers the callee has heard: each page of the caller, and each connection of it, has a fingerprint of its own. */
export const createOfferers = (): Offerers => {
  const gone = new Set<string | null>()
  let last: string | null | undefined

  const meet = (fingerprint: string | null): ReturnType<Offerers['meet']> => {
    if (gone.has(fingerprint)) return 'gone'
    if (fingerprint === last) return 'same'
    if (last !== undefined) gone.add(last)
    last = fingerprint
    return 'other'
  }
  return { meet }
}
