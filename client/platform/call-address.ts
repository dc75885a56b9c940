const callId = /^[\w-]{1,64}$/

let kept: string | null = null

/** Keeps the call that an address names. */
export const keepCallOf = ({ searchParams }: URL): void => {
  const id = searchParams.get('call')
  if (id !== null && callId.test(id)) kept = id
}

/** Takes a call out of the page's address and keeps it: a reload is not to answer it again. */
export const cleanCallAddress = (): void => {
  const url = new URL(location.href)
  if (!url.searchParams.has('call')) return
  keepCallOf(url)
  url.searchParams.delete('call')
  history.replaceState(history.state, '', url)
}

/** The call that this page was opened for, told once. */
export const takeCallFromAddress = (): string | null => {
  cleanCallAddress()
  const id = kept
  kept = null
  return id
}
