import { describe, expect, mock, test } from 'bun:test'
import { tr } from '#client/i18n/tr'
import { createThreadHeader } from '#client/views/thread-header'
import { createVisitorHeader } from '#client/views/visitor-header'
import { find, useDom } from '#tests/support/dom'
import { openLine } from './fixtures.ts'

useDom()

const away = { online: false, lastSeen: null }
const here = { online: true, lastSeen: null }

describe('the visitor’s header', () => {
  const createHeader = () => {
    const sound = { isOn: () => true, toggle: mock(() => {}) }
    const calls = { onStartOver: mock(() => {}), onLanguage: mock(() => {}) }
    const header = createVisitorHeader({ t: tr, lang: 'tr', adminName: 'Admin Muhsin', sound, choices: [], ...calls })
    document.body.append(header.element)
    return { ...calls, sound, header, status: find(header.element, '.who p') }
  }

  test('a broken line hides a presence that nobody can know', () => {
    const { header, status } = createHeader()
    header.update({ line: { ...openLine, phase: 'waiting' }, other: here })
    expect(status.textContent).toBe(tr.waiting)
    expect(status.className).toBe('')
    expect(find(header.element, '.dot').className).toBe('dot away')
    header.update({ line: { ...openLine, phase: 'connecting' }, other: here })
    expect(status.textContent).toBe(tr.connecting)
  })

  test('is headed by whom the line goes to, and says whether they are here', () => {
    const { header, status } = createHeader()
    header.update({ line: openLine, other: here })
    expect(find(header.element, 'h1').textContent).toBe(tr.connectedTo('Admin Muhsin'))
    expect(status.textContent).toBe(tr.online)
    header.update({ line: openLine, other: away })
    expect(status.textContent).toBe(tr.offline)
    const lastSeen = new Date()
    lastSeen.setHours(0, 5, 0, 0)
    header.update({ line: openLine, other: { online: false, lastSeen: lastSeen.getTime() } })
    expect(status.textContent).toBe(tr.lastSeen('00:05'))
    header.update({ line: openLine, other: null })
    expect(status.textContent).toBe('')
  })

  test('its menu has the other language, the sound and the way to start over', () => {
    const { header, sound, onLanguage, onStartOver } = createHeader()
    const [language, sounds, over] = header.element.querySelectorAll<HTMLButtonElement>('.menu button')
    expect(over?.textContent).toBe(tr.startOver)
    language?.click()
    sounds?.click()
    over?.click()
    expect(sound.toggle).toHaveBeenCalledTimes(1)
    expect(onLanguage).toHaveBeenCalledTimes(1)
    expect(onStartOver).toHaveBeenCalledTimes(1)
  })
})

describe('the header of an open conversation', () => {
  const createHeader = () => {
    const onBack = mock(() => {})
    const onDetails = mock(() => {})
    const header = createThreadHeader({ t: tr, lang: 'tr', onBack, onDetails })
    document.body.append(header.element)
    return { onBack, onDetails, header, title: find(header.element, '#threadTitle') }
  }

  test('is not drawn while none is open', () => {
    const { header, title } = createHeader()
    header.update(null)
    expect(header.element.hidden).toBe(true)
    expect(title.textContent?.trim()).toBe(tr.noneOpenTitle)
  })

  test('names the visitor and the conversation, as text', () => {
    const { header, title } = createHeader()
    header.update({ name: '<i>Eda</i>', cid: 'Eda-7F3C', other: here, typing: false })
    expect(title.textContent).toBe('<i>Eda</i> Eda-7F3C')
    expect(find(header.element, '.who p').textContent).toBe(tr.online)
    header.update({ name: 'Eda', cid: 'Eda-7F3C', other: here, typing: true })
    expect(find(header.element, '.who p').textContent).toBe(tr.someoneTyping)
  })

  test('a name that is written from right to left does not run into the CID', () => {
    const { header, title } = createHeader()
    header.update({ name: 'محمد', cid: 'محمد-C1DE', other: here, typing: false })
    expect([...title.querySelectorAll('bdi')].map((part) => part.textContent)).toEqual(['محمد', 'محمد-C1DE'])
  })

  test('says that it is blocked or archived', () => {
    const { header } = createHeader()
    const shown = () => [...header.element.querySelectorAll<HTMLElement>('.tag')].filter((tag) => !tag.hidden)
    header.update({ name: 'Eda', cid: 'Eda-7F3C', other: here, typing: false })
    expect(shown()).toEqual([])
    header.update({ name: 'Eda', cid: 'Eda-7F3C', other: here, typing: false, blocked: true, archived: true })
    expect(shown().map((tag) => tag.textContent)).toEqual([tr.blockedTag, tr.archivedTag])
  })

  test('leads to the details', () => {
    const { header, onDetails } = createHeader()
    find<HTMLButtonElement>(header.element, '#btnDetails').click()
    expect(onDetails).toHaveBeenCalledTimes(1)
  })

  test('leads back', () => {
    const { header, onBack } = createHeader()
    find<HTMLButtonElement>(header.element, `[aria-label="${tr.back}"]`).click()
    expect(onBack).toHaveBeenCalledTimes(1)
  })
})
