const limitMs = 5000

/**
 * Lets the styles apply that the page has for later (`media="not all"`): a browser fetches them behind all else. Resolves
 * once they do, or after a while without them, and rejects never: plain words are better than none.
 */
export const applyLateStyles = async (): Promise<void> => {
  const late = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet][media="not all"]')]
  await Promise.all(late.map(apply))
}

const apply = (link: HTMLLinkElement): Promise<unknown> => {
  link.media = 'all'
  if (link.sheet) return Promise.resolve()
  return new Promise((resolve) => {
    for (const event of ['load', 'error']) link.addEventListener(event, resolve, { once: true })
    setTimeout(resolve, limitMs)
  })
}
