import { dirname, join } from 'node:path'

/** The folder that holds package.json. */
export const root = dirname(import.meta.dir)

export const inRoot = (...parts: string[]): string => join(root, ...parts)
