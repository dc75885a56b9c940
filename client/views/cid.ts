import { el } from './element.ts'

/** The number of a CID tells people of one name apart; the rest of it repeats the name, so it is there for readers only. */
export const splitCid = (cid: string): [string, string] => {
  const at = cid.lastIndexOf('-') + 1
  return [cid.slice(0, at), cid.slice(at)]
}

/** Small and beside a name: only the number is drawn. */
export const createCid = (tag: 'span' | 'bdi') => {
  const prefix = el('span', { class: 'sr' })
  const number = document.createTextNode('')
  const element = el(tag, { class: 'cid', dir: 'ltr' }, prefix, number)
  return {
    element,
    update(cid: string): void {
      const [repeated, shown] = splitCid(cid)
      if (prefix.textContent !== repeated) prefix.textContent = repeated
      if (number.data !== shown) number.data = shown
      if (element.title !== cid) element.title = cid
    },
  }
}
