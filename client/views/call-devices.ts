import type { CallTexts } from '#client/i18n/call-texts'
import type { Texts } from '#client/i18n/tr'
import type { SoundHint } from './call-notes.ts'
import type { SoundWay, SoundWays } from './call-options.ts'
import { createCallTip } from './call-tip.ts'
import { el, setText } from './element.ts'
import { icon } from './icon.ts'
import { createSheet } from './sheet.ts'

type SoundSheetOptions = {
  c: CallTexts
  t: Texts
  sounds: SoundWays
  onChooseInput: (id: string) => void
  /** Another way out was chosen, or the sheet is closed. */
  onChange: () => void
}

type Group = {
  name: string
  title: string
  ways: readonly SoundWay[]
  chosen: string
  onChoose: (id: string) => void
}

const soundHintOf = ({ isApple }: SoundWays): SoundHint => (isApple ? 'outputByPhone' : 'outputByDevice')

const createGroup = ({ name, title, ways, chosen, onChoose }: Group, c: CallTexts): HTMLElement => {
  const rows = ways.map(({ id, label }, nth) => {
    const radio = el('input', { type: 'radio', name, value: id, checked: id === chosen })
    radio.addEventListener('change', () => onChoose(id))
    return el('label', {}, radio, el('span', { dir: 'auto' }, label || c.unnamed(nth + 1)))
  })
  return el('fieldset', {}, el('legend', {}, title), ...rows)
}

// Chromium lists the system's own choice as 'default'; elsewhere it is the empty id.
const withOwnChoice = (ways: readonly SoundWay[], c: CallTexts): readonly SoundWay[] =>
  ways.some(({ id }) => id === '' || id === 'default') ? ways : [{ id: '', label: c.ownChoice }, ...ways]

const among = (ways: readonly SoundWay[], id: string): string =>
  ways.some((way) => way.id === id) ? id : (ways.find((way) => way.id === '' || way.id === 'default')?.id ?? '')

/** Where the sound comes out, and which microphone hears. */
const createLists = async (options: SoundSheetOptions, say: (text: string) => void): Promise<HTMLElement[]> => {
  const { c, sounds, onChooseInput, onChange } = options
  const found = await sounds.list()
  const outputs = withOwnChoice(found.outputs, c)
  const chooseOutput = async (id: string): Promise<void> => {
    say('')
    try {
      await sounds.chooseOutput(id)
    } catch {
      say(c.outputFailed)
    }
    onChange()
  }
  const output: Group = {
    ...{ name: 'callOutput', title: c.output, ways: outputs, chosen: among(outputs, sounds.chosenOutput()) },
    onChoose: (id) => void chooseOutput(id),
  }
  const input: Group = {
    ...{
      name: 'callInput',
      title: c.input,
      ways: found.inputs,
      chosen: among(found.inputs, sounds.chosenInput() ?? ''),
    },
    onChoose: onChooseInput,
  }
  const hint = c[soundHintOf(sounds)]
  const canChoose = sounds.canChooseOutput && outputs.length > 1
  return [
    canChoose
      ? createGroup(output, c)
      : createCallTip({ icon: icon('speaker', 'md'), title: hint.title, body: [hint.body] }),
    ...(found.inputs.length > 1 ? [createGroup(input, c)] : []),
  ]
}

/** Asks where the sound is to come from; a choice counts at once. */
const openSoundSheet = (options: SoundSheetOptions) => {
  const { c, t, onChange } = options
  const lists = el('div', { class: 'lists', 'aria-busy': 'true' })
  const said = el('p', { class: 'said', role: 'status' })
  const say = (text: string): void => setText(said, text)
  const kept = el('p', { class: 'kept' }, icon('info', 'md'), c.kept)
  const sheet = createSheet({
    ...{ t, title: c.sounds, className: 'call-sounds', content: [lists, said, kept] },
    onClose: onChange,
  })
  const fill = async (): Promise<void> => {
    try {
      lists.replaceChildren(...(await createLists(options, say)))
    } catch {
      say(c.soundsFailed)
    }
    lists.removeAttribute('aria-busy')
  }
  sheet.open()
  void fill()
  return sheet
}

const hasMicrophones = async ({ list }: SoundWays): Promise<boolean> => {
  try {
    return (await list()).inputs.length > 1
  } catch {
    return false
  }
}

/** A sheet where there is something to choose, else a word why there is not. */
export const createSoundAsking = (options: SoundSheetOptions & { onHint: (hint: SoundHint) => void }) => {
  const { sounds, onHint } = options
  let sheet: ReturnType<typeof openSoundSheet> | null = null
  let asked = 0
  return {
    async ask(): Promise<void> {
      const own = ++asked
      const canChoose = sounds.canChooseOutput || (await hasMicrophones(sounds))
      if (own !== asked) return
      if (canChoose) sheet = openSoundSheet(options)
      else onHint(soundHintOf(sounds))
    },
    /** The call is over: nothing is to be chosen any more. */
    close(): void {
      asked += 1
      sheet?.close()
      sheet = null
    },
  }
}
