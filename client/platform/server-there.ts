/** Whether the server answers; asked past every cache. */
export const isServerThere = (): Promise<boolean> =>
  fetch('/health', { cache: 'no-store' }).then(
    () => true,
    () => false,
  )
