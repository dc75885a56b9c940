import { describe, expect, test } from 'bun:test'
import { en } from '#client/i18n/en'
import { tr } from '#client/i18n/tr'
import { spokenOf, wordsOf } from '#client/views/message-words'
import { quotedText } from '#client/views/quoted'
import type { MessageCall } from '#protocol/messages'
import { call } from './fixtures.ts'

describe('a message in a few words', () => {
  test('that this page cannot draw says so, in sight and in sound', () => {
    for (const words of [wordsOf, spokenOf]) {
      expect(words({ type: 'call', text: '' }, tr)).toBe(tr.unknownMessage)
      expect(words({ type: 'text', text: '' }, tr)).toBe(tr.unknownMessage)
    }
  })

  test('is a call, and says where nobody answered it', () => {
    const words = (given: Partial<MessageCall>) => wordsOf({ type: 'call', text: '', call: call(given) }, tr)

    expect([words({ outcome: 'missed' }), words({ outcome: 'cancelled' })]).toEqual(Array(2).fill('📞 Cevapsız arama'))
    expect([words({ outcome: 'hangup' }), words({ outcome: 'of tomorrow' })]).toEqual(Array(2).fill('📞 Arama'))
    expect(spokenOf({ type: 'call', text: '', call: call() }, en)).toBe('Unanswered call')
  })

  test('is its text', () => {
    for (const words of [wordsOf, spokenOf]) expect(words({ type: 'text', text: 'Merhaba' }, tr)).toBe('Merhaba')
  })

  test('is the caption of a picture or voice note, else what it is', () => {
    expect(wordsOf({ type: 'image', text: 'fatura' }, tr)).toBe('📷 fatura')
    expect(wordsOf({ type: 'image', text: '' }, tr)).toBe('📷 Fotoğraf')
    expect(wordsOf({ type: 'audio', text: '' }, en)).toBe('🎤 Voice message')
  })

  test('for those who hear it names what it is before the caption, and no sign', () => {
    expect(spokenOf({ type: 'image', text: 'fatura' }, tr)).toBe('Fotoğraf: fatura')
    expect(spokenOf({ type: 'audio', text: '' }, tr)).toBe('Sesli mesaj')
  })
})

describe('what an answer quotes', () => {
  test('is nothing of a message that is gone', () => {
    expect(quotedText({ type: 'text', text: null }, tr)).toBe(tr.quotedGone)
  })

  test('is a call as such', () => {
    expect(quotedText({ type: 'call', text: '', call: call() }, tr)).toBe('📞 Cevapsız arama')
  })

  test('is a picture without a caption by its kind', () => {
    expect(quotedText({ type: 'image', text: '' }, tr)).toBe('📷 Fotoğraf')
  })
})
