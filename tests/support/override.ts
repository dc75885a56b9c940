import { afterwards } from './cleanup.ts'

const overridden = new WeakMap<object, Set<string>>()

/** What an object of the browser answers to this name until the test is over. */
export const override = (target: object, name: string, get: () => unknown): void => {
  const own = Object.getOwnPropertyDescriptor(target, name)
  const names = overridden.get(target) ?? new Set()
  Object.defineProperty(target, name, { get, configurable: true })
  // Given back is what was there first, however often it is overridden.
  if (names.has(name)) return
  overridden.set(target, names.add(name))
  afterwards(() => {
    names.delete(name)
    if (own) Object.defineProperty(target, name, own)
    else Reflect.deleteProperty(target, name)
  })
}
