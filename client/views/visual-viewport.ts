const leastKeyboardPx = 120

type Screen = { windowHeight: number; height: number; scale: number }

/** How much of the page is left to see over an on-screen keyboard; `null` where none covers it, or the page is zoomed in. */
export const heightOverKeyboard = ({ windowHeight, height, scale }: Screen): number | null =>
  scale === 1 && windowHeight - height >= leastKeyboardPx ? Math.round(height) : null

const fit = (): void => {
  const viewport = window.visualViewport
  if (!viewport) return
  const height = heightOverKeyboard({
    windowHeight: window.innerHeight,
    height: viewport.height,
    scale: viewport.scale,
  })
  const { style } = document.documentElement
  style.setProperty('--view-h', height === null ? '' : `${height}px`)
  style.setProperty('--view-top', height === null ? '' : `${Math.round(viewport.offsetTop)}px`)
  document.documentElement.toggleAttribute('data-keyboard', height !== null)
}

/** Keeps the page, and the composer at its foot, above the on-screen keyboard. Asking twice listens once. */
export const keepAboveKeyboard = (): void => {
  window.visualViewport?.addEventListener('resize', fit)
  window.visualViewport?.addEventListener('scroll', fit)
}
