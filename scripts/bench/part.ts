/** A part of the bench besides the message path: what it prints, and its lines under "Gates". */
export type Part = { lines: string[]; gates: string[]; failed: boolean }
