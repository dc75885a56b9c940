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
    const calls = { onStartOver: mock(() => {}), onLanguage: mock(() => {}), onCall: mock(() => {}) }
    const header = createVisitorHeader({ t: tr, lang: 'tr', adminName: 'Admin Muhsin', sound, choices: [], ...calls })
    document.body.append(header.element)
    return { ...calls, sound, header, status: find(header.element, '.who p') }
  }

  test('a broken line hides a presence that nobody can know', () => {
    const { header, status } = createHeader()
    header.update({ line: { ...openLine, phase: 'waiting' }, other: here, isInCall: false })
    expect(status.textContent).toBe(tr.waiting)
    expect(status.className).toBe('')
    expect(find(header.element, '.dot').className).toBe('dot away')
    header.update({ line: { ...openLine, phase: 'connecting' }, other: here, isInCall: false })
    expect(status.textContent).toBe(tr.connecting)
  })

  test('is headed by whom the line goes to, and says whether they are here', () => {
    const { header, status } = createHeader()
    header.update({ line: openLine, other: here, isInCall: false })
    expect(find(header.element, 'h1').textContent).toBe(tr.connectedTo('Admin Muhsin'))
    expect(status.textContent).toBe(tr.online)
    header.update({ line: openLine, other: away, isInCall: false })
    expect(status.textContent).toBe(tr.offline)
    const lastSeen = new Date()
    lastSeen.setHours(0, 5, 0, 0)
    header.update({ line: openLine, other: { online: false, lastSeen: lastSeen.getTime() }, isInCall: false })
    expect(status.textContent).toBe(tr.lastSeen('00:05'))
    header.update({ line: openLine, other: null, isInCall: false })
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

describe('the phone in the visitor’s header', () => {
  const calling = () => {
    const onCall = mock(() => {})
    const sound = { isOn: () => true, toggle: () => {} }
    const others = { sound, choices: [], onStartOver: () => {}, onLanguage: () => {} }
    const header = createVisitorHeader({ t: tr, lang: 'tr', adminName: 'Admin Muhsin', onCall, ...others })
    return { onCall, header, key: find<HTMLButtonElement>(header.element, '#btnCall') }
  }

  test('is off, and says so, while the line is down or a call is on, but takes a press', () => {
    const { onCall, header, key } = calling()
    header.update({ line: { ...openLine, phase: 'waiting' }, other: here, isInCall: false })
    expect(key.getAttribute('aria-disabled')).toBe('true')
    header.update({ line: openLine, other: here, isInCall: true })
    expect(key.getAttribute('aria-disabled')).toBe('true')
    key.click()
    expect(onCall).toHaveBeenCalledTimes(1)
  })

  test('stands last, names whom it calls, and calls', () => {
    const { onCall, header, key } = calling()
    header.update({ line: openLine, other: away, isInCall: false })
    expect(header.element.lastElementChild).toBe(key)
    expect(key.getAttribute('aria-label')).toBe('Ara: Admin Muhsin')
    expect(key.hasAttribute('aria-disabled')).toBe(false)
    key.click()
    expect(onCall).toHaveBeenCalledTimes(1)
  })
})

describe('the header of an open conversation', () => {
  const createHeader = () => {
    const onBack = mock(() => {})
    const onDetails = mock(() => {})
    const onCall = mock(() => {})
    const header = createThreadHeader({ t: tr, lang: 'tr', onBack, onDetails, onCall })
    document.body.append(header.element)
    return { onBack, onDetails, onCall, header, title: find(header.element, '#threadTitle') }
  }

  test('is not drawn while none is open', () => {
    const { header, title } = createHeader()
    header.update(null)
    expect(header.element.hidden).toBe(true)
    expect(title.textContent?.trim()).toBe(tr.noneOpenTitle)
  })

  test('names the visitor and the conversation, as text', () => {
    const { header, title } = createHeader()
    header.update({ canCall: true, name: '<i>Eda</i>', cid: 'Eda-7F3C', other: here, typing: false })
    expect(title.textContent).toBe('<i>Eda</i> Eda-7F3C')
    expect(find(header.element, '.who p').textContent).toBe(tr.online)
    header.update({ canCall: true, name: 'Eda', cid: 'Eda-7F3C', other: here, typing: true })
    expect(find(header.element, '.who p').textContent).toBe(tr.someoneTyping)
  })

  test('a name that is written from right to left does not run into the CID', () => {
    const { header, title } = createHeader()
    header.update({ canCall: true, name: 'محمد', cid: 'محمد-C1DE', other: here, typing: false })
    expect([...title.querySelectorAll('bdi')].map((part) => part.textContent)).toEqual(['محمد', 'محمد-C1DE'])
  })

  test('says that it is blocked or archived', () => {
    const { header } = createHeader()
    const shown = () => [...header.element.querySelectorAll<HTMLElement>('.tag')].filter((tag) => !tag.hidden)
    header.update({ canCall: true, name: 'Eda', cid: 'Eda-7F3C', other: here, typing: false })
    expect(shown()).toEqual([])
    header.update({
      canCall: true,
      name: 'Eda',
      cid: 'Eda-7F3C',
      other: here,
      typing: false,
      blocked: true,
      archived: true,
    })
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

  test('has the phone last, which names whom it calls and is off while it cannot', () => {
    const { header, onCall } = createHeader()
    header.update({ canCall: false, name: 'Eda', cid: 'Eda-7F3C', other: here, typing: false })
    const key = find<HTMLButtonElement>(header.element, '#btnPhone')
    expect(key.getAttribute('aria-disabled')).toBe('true')
    header.update({ canCall: true, name: 'Eda', cid: 'Eda-7F3C', other: here, typing: false })
    expect(key.hasAttribute('aria-disabled')).toBe(false)
    expect(key.getAttribute('aria-label')).toBe('Ara: Eda')
    header.add([document.createElement('button')])
    expect(header.element.lastElementChild).toBe(key)
    key.click()
    expect(onCall).toHaveBeenCalledTimes(1)
  })
})
