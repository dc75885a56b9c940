import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { icon } from './icon.ts'

/** `#btnImg` and the hidden `#fileImg`, for the composer; a phone offers its camera, too. */
export const createPictureKey = (t: Texts, onFiles: (files: readonly File[]) => void) => {
  const key = el(
    'button',
    { id: 'btnImg', type: 'button', class: 'ghost', 'aria-label': t.attachPicture },
    icon('image'),
  )
  const input = el('input', { id: 'fileImg', type: 'file', accept: 'image/*', multiple: true, hidden: true })
  const pickFiles = (): void => input.click()
  key.addEventListener('click', pickFiles)
  key.addEventListener('mousedown', (event) => event.preventDefault())
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    // The same one may be chosen again.
    input.value = ''
    if (files.length > 0) onFiles(files)
  })
  return { elements: [key, input] as const, pickFiles }
}
