import { afterAll, onTestFinished } from 'bun:test'

/** Runs `undo` once the test that called this is over; called outside of a test, once those of its file are. */
export const afterwards = (undo: () => void | Promise<void>): void => {
  try {
    onTestFinished(undo)
  } catch {
    afterAll(undo)
  }
}
