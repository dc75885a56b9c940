/** A plain name that carries the hash of its content, so that whatever build it is of, it means the same bytes. */
const hashedName = /^[A-Za-z0-9_-]+-[A-Z0-9]{8}\.(css|js|mp3|png|svg|webp|woff2)$/

export const isHashedName = (name: string): boolean => hashedName.test(name)

/** Beside the assets: the names of those that are ours, one a line. Whatever else lies in that folder is somebody's own. */
export const listOfKept = 'konusma-assets.txt'

export const namesInList = (list: string): Set<string> => new Set(list.split('\n').filter(isHashedName))

export const listOfNames = (names: Iterable<string>): string => [...names, ''].join('\n')

const keptForMs = 7 * 24 * 3_600_000

/** Whether a page that was opened while this was last in service may still ask for it. Both in ms since 1970. */
export const isStillWanted = (lastInServiceAt: number, now: number): boolean => now - lastInServiceAt <= keptForMs
