import { takeParameter } from './address-parameter.ts'

const callId = /^[\w-]{1,64}$/

const listeners = new Set<() => void>()
let kept: string | null = null

const keep = (id: string | null): void => {
  if (id !== null && callId.test(id)) kept = id
}

/** Keeps the call that an address names, and tells whoever waits for one. */
export const keepCallOf = ({ searchParams }: URL): void => {
  keep(searchParams.get('call'))
  if (kept !== null) for (const tell of listeners) tell()
}

/** Takes a call out of the page's address and keeps it. */
export const cleanCallAddress = (): void => keep(takeParameter('call'))

/** The call that this page was opened for, told once. */
export const takeCallFromAddress = (): string | null => {
  cleanCallAddress()
  const id = kept
  kept = null
  return id
}

/** Tells when this page is led to a call while it is open. Returns its stop. */
export const onCallInAddress = (tell: () => void): (() => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}
