import { el } from './element.ts'

type Question = { title: string; body: string; yes: string; no: string }

/** Asks in a dialog of the browser's own, which holds the focus and gives it back. Escape and a tap outside mean no. */
export const askToConfirm = ({ title, body, yes, no }: Question): Promise<boolean> =>
  new Promise((resolve) => {
    const noKey = el('button', { type: 'button', class: 'key wide', autofocus: true }, no)
    const yesKey = el('button', { type: 'button', id: 'btnConfirm', class: 'key red wide' }, yes)
    const dialog = el(
      'dialog',
      { class: 'sheet', 'aria-labelledby': 'askTitle', 'aria-describedby': 'askBody' },
      el('h2', { id: 'askTitle' }, title),
      el('p', { id: 'askBody', class: 'lead' }, body),
      el('div', { class: 'answers' }, noKey, yesKey),
    )
    noKey.addEventListener('click', () => dialog.close('no'))
    yesKey.addEventListener('click', () => dialog.close('yes'))
    dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close('no'))
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === 'yes')
    })
    document.body.append(dialog)
    dialog.showModal()
  })
