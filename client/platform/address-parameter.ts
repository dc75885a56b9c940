/** Takes a parameter out of the page's address: a reload is not to follow it again. Null where it is not there. */
export const takeParameter = (name: string): string | null => {
  const url = new URL(location.href)
  const value = url.searchParams.get(name)
  if (value === null) return null
  url.searchParams.delete(name)
  history.replaceState(history.state, '', url)
  return value
}
