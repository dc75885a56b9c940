/** Lets every promise that is already decided run its course. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
