import { expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { AppMoment, AppPart } from '#client/pages/app-part'
import { createAppParts } from '#client/pages/app-parts'
import { find, useDom } from '#tests/support/dom'

useDom()

const moment: AppMoment = { hasSent: true, hasAnswer: true, unread: 0, hasBanner: false, openChatId: null }

const partSaying = (text: string) => {
  let isWanted = true
  const part: AppPart = {
    draw: () => {
      const element = document.createElement('p')
      const key = document.createElement('button')
      key.textContent = text
      element.append(key)
      return {
        choices: [{ icon: 'bell', text, onChoose: () => {} }],
        notice: { element, isWanted: () => isWanted },
      }
    },
    update: () => {},
    stop: () => {},
  }
  return { part, want: (wanted: boolean) => (isWanted = wanted) }
}

test('one notice stands at a time, the more important one first, and all choices are in the menu', () => {
  const [update, question] = [partSaying('update'), partSaying('question')]
  const app = createAppParts([update.part, question.part])
  const { notice, choices } = app.draw({ t: tr, lang: 'tr' })

  expect(notice.textContent).toBe('update')
  update.want(false)
  app.look()
  expect(notice.textContent).toBe('question')
  expect(choices.map(({ text }) => text)).toEqual(['update', 'question'])
})

test('while a banner tells of the line there is no notice', () => {
  const app = createAppParts([partSaying('question').part])
  const { notice } = app.draw({ t: tr, lang: 'tr' })

  app.update({ ...moment, hasBanner: true })
  expect(notice.textContent).toBe('')
  app.update(moment)
  expect(notice.textContent).toBe('question')
})

test('a notice that is sent away leaves the focus to the next one, then to what follows it', () => {
  const [update, question] = [partSaying('update'), partSaying('question')]
  const app = createAppParts([update.part, question.part])
  const { notice } = app.draw({ t: tr, lang: 'tr' })
  const [before, hidden, after] = ['before', 'hidden', 'after'].map((id) => {
    const key = document.createElement('button')
    key.id = id
    key.hidden = id === 'hidden'
    return key
  })
  document.body.append(before ?? '', notice, hidden ?? '', after ?? '')
  find(notice, 'button').focus()

  update.want(false)
  app.look()
  expect(document.activeElement?.textContent).toBe('question')
  question.want(false)
  app.look()
  expect(document.activeElement?.id).toBe('after')
})

test('a notice that goes by itself takes no focus from elsewhere', () => {
  const update = partSaying('update')
  const app = createAppParts([update.part])
  const { notice } = app.draw({ t: tr, lang: 'tr' })
  const field = document.createElement('textarea')
  document.body.append(field, notice, document.createElement('button'))
  field.focus()

  update.want(false)
  app.look()

  expect(document.activeElement).toBe(field)
})
