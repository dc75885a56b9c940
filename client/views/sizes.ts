/** Tells when one of the elements that are watched gets another size than it had when it was first drawn. */
export const createSizes = (onChange: () => void) => {
  const sizes = new WeakMap<Element, string>()

  const isOther = ({ target, contentRect }: ResizeObserverEntry): boolean => {
    const known = sizes.get(target)
    const size = `${contentRect.width} ${contentRect.height}`
    sizes.set(target, size)
    return known !== size && known !== undefined
  }
  const observer = new ResizeObserver((entries) => {
    if (entries.filter(isOther).length > 0) onChange()
  })
  return {
    watch: (element: Element): void => {
      observer.observe(element)
    },
    leave: (element: Element): void => {
      observer.unobserve(element)
      sizes.delete(element)
    },
  }
}
