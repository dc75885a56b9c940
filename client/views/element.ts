type Content = Node | string | null

type Attributes = Record<string, string | number | boolean | null>

/** Makes one element. `true` sets an empty attribute; `null` and `false` leave it out. Strings become text, never markup. */
export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...contents: Content[]
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...contents.filter((content) => content !== null))
  return element
}

/** Writes only what differs, so that a live region and a selection stay undisturbed. */
export const setText = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text
}

export const setAttribute = (element: Element, name: string, value: string | null): void => {
  if (element.getAttribute(name) === value) return
  if (value === null) element.removeAttribute(name)
  else element.setAttribute(name, value)
}
