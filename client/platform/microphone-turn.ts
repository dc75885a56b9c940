let letGo: (() => void) | null = null

/** One at a time records. Whoever does says here how it lets go of the microphone; null once it has. */
export const holdMicrophone = (release: (() => void) | null): void => {
  letGo = release
}

/** Somebody else needs the microphone now, a call for one: what was recorded waits to be heard and sent. */
export const yieldMicrophone = (): void => letGo?.()
