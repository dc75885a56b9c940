import type { Texts } from '#client/i18n/tr'
import { el } from './element.ts'
import { createSheet } from './sheet.ts'

/** What the keyboard does at the desk, in a dialog. */
export const showShortcuts = (t: Texts): void => {
  const lines: [string, string[]][] = [
    [t.shortcutNext, ['J', 'K']],
    [t.shortcutLongest, ['B']],
    [t.search, ['Ctrl + K', '/']],
    [t.shortcutHit, ['F3', 'Shift + F3']],
    [t.shortcutReply, ['R']],
    [t.shortcutSelect, ['X']],
    [t.shortcutArchive, ['E']],
    [t.shortcutLeave, ['Esc']],
    [t.shortcutHelp, ['?']],
  ]
  const rows = lines.map(([text, keys]) => el('li', {}, text, el('span', {}, ...keys.map((key) => el('kbd', {}, key)))))
  createSheet({
    t,
    title: t.shortcuts,
    className: 'short',
    content: [el('ul', { class: 'shortcuts' }, ...rows)],
  }).open()
}
