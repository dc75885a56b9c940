import { describe, expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { Entry } from '#client/state/types'
import { openMessageMenu } from '#client/views/message-menu'
import { find, useDom } from '#tests/support/dom'
import { entry } from './fixtures.ts'

useDom()

const open = (given: Partial<Entry>) => {
  openMessageMenu({
    t: tr,
    entry: entry(given),
    anchor: document.body,
    ownReaction: null,
    choices: [{ icon: 'reply', text: tr.reply, onChoose: () => {} }],
    onReact: () => {},
    onCopied: () => {},
  })
  const dialog = find(document, 'dialog')
  return {
    choices: [...dialog.querySelectorAll('.menu button')].map(({ textContent }) => textContent),
    shown: find(dialog, '.text').textContent,
  }
}

describe('what can be done with a message', () => {
  test('is no copying where there is no text', () => {
    expect(open({ type: 'image', text: '' })).toEqual({ choices: [tr.reply], shown: '📷 Fotoğraf' })
  })

  test('is copying of a text, and of a caption', () => {
    expect(open({ text: 'Merhaba' }).choices).toEqual([tr.reply, tr.copy])
    document.body.replaceChildren()
    expect(open({ type: 'image', text: 'fatura' })).toEqual({ choices: [tr.reply, tr.copy], shown: '📷 fatura' })
  })
})
