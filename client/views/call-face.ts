import type { Language } from '#protocol/text'
import { initialsOf } from './avatar.ts'
import type { CallFault } from './call-ends.ts'
import { callIcon } from './call-icons.ts'
import { createCallLine } from './call-line.ts'
import type { CallPerson } from './call-options.ts'
import type { CallLineWords } from './call-words.ts'
import { el, setAttribute, setText } from './element.ts'
import { icon } from './icon.ts'

type FaceOptions = { lang: Language; nameId: string; lineAttributes?: Record<string, string> }

type Face = { person: CallPerson; title: string; line: CallLineWords; fault?: CallFault | null }

/** Who it is, large, in rings of sound; below it the name and what the call is at. */
export const createCallFace = ({ lang, nameId, lineAttributes = {} }: FaceOptions) => {
  const avatar = el('span')
  const halo = el('div', { class: 'call-halo', 'aria-hidden': 'true' }, el('i'), avatar)
  const drawings = { line: icon('off', 'xl'), microphone: callIcon('micOff', 'xl') }
  const trouble = el('span', { class: 'call-fault', 'aria-hidden': 'true', hidden: true })
  const name = el('h2', { id: nameId, dir: 'auto' })
  const line = createCallLine(lineAttributes)
  return {
    element: el('div', { class: 'call-face' }, halo, trouble, el('div', { class: 'call-who' }, name, line.element)),
    show({ person, title, line: words, fault = null }: Face): void {
      setText(avatar, initialsOf(person.name, lang))
      setAttribute(avatar, 'class', `ava ${person.tone}`)
      halo.hidden = fault !== null
      trouble.hidden = fault === null
      if (fault) trouble.replaceChildren(drawings[fault])
      setText(name, title)
      line.show(words)
    },
  }
}
