const limitMs = 5000

/** Whether the server itself answers, and in time; asked past every cache. What a proxy says in its place is no answer. */
export const isServerThere = (): Promise<boolean> =>
  fetch('/health', { cache: 'no-store', signal: AbortSignal.timeout(limitMs) }).then(
    ({ ok }) => ok,
    () => false,
  )
