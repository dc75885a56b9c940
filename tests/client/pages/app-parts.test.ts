import { expect, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import type { AppMoment, AppPart } from '#client/pages/app-part'
import { createAppParts } from '#client/pages/app-parts'
import { useDom } from '#tests/support/dom'

useDom()

const moment: AppMoment = { hasSent: true, hasAnswer: true, unread: 0, hasBanner: false, openChatId: null }

const partSaying = (text: string) => {
  let isWanted = true
  const part: AppPart = {
    draw: () => {
      const element = document.createElement('p')
      element.textContent = text
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
