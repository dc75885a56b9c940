/** Remembers where these rows stand; returns how far the first of them that is still there has moved. */
export const rememberPlace = (elements: readonly Element[]): (() => number) => {
  const rows = elements.map((element) => ({ element, top: element.getBoundingClientRect().top }))
  return () => {
    const held = rows.find(({ element }) => element.isConnected)
    return held ? held.element.getBoundingClientRect().top - held.top : 0
  }
}
