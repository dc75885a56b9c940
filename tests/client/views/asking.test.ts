import { describe, expect, jest, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { askToConfirm } from '#client/views/confirm'
import { createEnded } from '#client/views/ended'
import { showToast } from '#client/views/toast'
import { afterwards } from '#tests/support/cleanup'
import { find, useDom } from '#tests/support/dom'

useDom()

const question = { title: 'Baştan?', body: '<b>hepsi</b> gider', yes: 'Evet', no: 'Hayır' }

const keyNamed = (text: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((key) => key.textContent === text)

describe('a question', () => {
  test('no, Escape and a tap outside all mean no', async () => {
    for (const say of [
      () => keyNamed('Hayır')?.click(),
      () => find<HTMLDialogElement>(document, 'dialog').close(),
      () => find(document, 'dialog').click(),
    ]) {
      const answer = askToConfirm(question)
      say()
      expect(await answer).toBe(false)
      expect(document.querySelector('dialog')).toBeNull()
    }
  })

  test('a tap on its words is no answer', () => {
    void askToConfirm(question)
    find(document, 'dialog p').click()
    expect(document.querySelector('dialog')).not.toBeNull()
  })

  test('yes means yes, and its words are text', async () => {
    const answer = askToConfirm(question)
    expect(find(document, 'dialog p').textContent).toBe(question.body)
    keyNamed('Evet')?.click()
    expect(await answer).toBe(true)
  })
})

describe('a toast', () => {
  test('stands in a live region and resolves to its action', async () => {
    const answer = showToast('Silindi', { action: 'Geri al' })
    expect(find(document, '[role=status] .toast').textContent).toContain('Silindi')
    keyNamed('Geri al')?.click()
    expect(await answer).toBe(true)
    expect(document.querySelector('.toast')).toBeNull()
  })

  test('that offers an action waits for it: one read by keyboard must not go from under the finger', () => {
    jest.useFakeTimers()
    afterwards(() => void jest.useRealTimers())
    void showToast('Yeni sürüm', { action: 'Yenile' })
    void showToast('Kopyalandı')
    jest.advanceTimersByTime(60_000)
    expect([...document.querySelectorAll('.toast span')].map((words) => words.textContent)).toEqual(['Yeni sürüm'])
  })

  test('has no key without an action', () => {
    void showToast('Kopyalandı')
    expect(document.querySelector('.toast button')).toBeNull()
  })
})

describe('the end of a session', () => {
  test('says which end it was, and leads on', () => {
    const onAgain = mock(() => {})
    const gone = createEnded({ t: tr, reason: 'gone', onAgain }).element
    expect(gone.textContent).toContain(tr.endedTitle)
    expect(find(gone, 'button').textContent).toBe(tr.newConversation)
    find<HTMLButtonElement>(gone, 'button').click()
    expect(onAgain).toHaveBeenCalledTimes(1)
    const desk = createEnded({ t: tr, reason: 'gone', side: 'admin', onAgain }).element
    expect(find(desk, 'h1').textContent).toBe(tr.signedOutTitle)
    const elsewhere = createEnded({ t: tr, reason: 'elsewhere', side: 'admin', onAgain }).element
    expect(elsewhere.textContent).toContain(tr.endedElsewhereBody)
    expect(find(elsewhere, 'button').textContent).toBe(tr.signInAgain)
  })
})
