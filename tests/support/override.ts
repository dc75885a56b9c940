import { afterwards } from './cleanup.ts'

/** What an object of the browser answers to this name until the test is over. */
export const override = (target: object, name: string, get: () => unknown): void => {
  const own = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { get, configurable: true })
  afterwards(() => {
    if (own) Object.defineProperty(target, name, own)
    else Reflect.deleteProperty(target, name)
  })
}
