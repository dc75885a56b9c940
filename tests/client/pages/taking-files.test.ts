import { describe, expect, mock, test } from 'bun:test'
import { listenToDrops, listenToPastes } from '#client/pages/taking-files'
import { useDom } from '#tests/support/dom'

useDom()

const png = () => new File(['x'], 'photo.png', { type: 'image/png' })

const createTalk = () => {
  const talk = document.createElement('main')
  document.body.append(talk)
  const onFiles = mock((_files: readonly File[]) => {})
  const onHint = mock((_isOver: boolean) => {})
  return { talk, onFiles, onHint }
}

/** Over all of the page, as a ringing or running call is. */
const openCall = (): HTMLDialogElement => {
  const call = document.createElement('dialog')
  call.className = 'call-page'
  document.body.append(call)
  call.showModal()
  return call
}

const paste = (files: File[], types: string[] = ['Files']): Event => {
  const event = Object.assign(new Event('paste', { cancelable: true }), { clipboardData: { files, types } })
  document.dispatchEvent(event)
  return event
}

const drag = (talk: HTMLElement, type: string, types = ['Files'], files: File[] = []): Event => {
  const event = Object.assign(new Event(type, { cancelable: true, bubbles: true }), { dataTransfer: { types, files } })
  talk.dispatchEvent(event)
  return event
}

describe('of what is pasted', () => {
  test('a text is none of ours, nor a text with a picture of it', () => {
    const { talk, onFiles } = createTalk()
    listenToPastes(talk, onFiles)
    const events = [paste([]), paste([png()], ['text/plain', 'Files'])]

    expect([onFiles.mock.calls.length, ...events.map((event) => event.defaultPrevented)]).toEqual([0, false, false])
  })

  test('nothing comes into a conversation that a call covers', () => {
    const { talk, onFiles } = createTalk()
    listenToPastes(talk, onFiles)
    openCall()

    expect(paste([png()]).defaultPrevented).toBe(false)
    expect(onFiles).not.toHaveBeenCalled()

    document.querySelector('dialog')?.close()
    paste([png()])

    expect(onFiles).toHaveBeenCalledTimes(1)
  })

  test('a picture is taken, wherever the focus is', () => {
    const { talk, onFiles } = createTalk()
    listenToPastes(talk, onFiles)
    const [photo, page] = [png(), new File(['x'], 'page.pdf', { type: 'application/pdf' })]

    expect(paste([photo, page]).defaultPrevented).toBe(true)
    expect(onFiles.mock.calls).toEqual([[[photo]]])
  })

  test('nothing comes to a conversation that is not in the page any more', () => {
    const { talk, onFiles } = createTalk()
    listenToPastes(talk, onFiles)
    talk.remove()
    paste([png()])
    document.body.append(talk)
    paste([png()])

    expect(onFiles).not.toHaveBeenCalled()
  })
})

describe('of what is dragged', () => {
  test('a piece of text is none of ours', () => {
    const { talk, ...ports } = createTalk()
    listenToDrops(talk, ports)
    const events = ['dragenter', 'dragover', 'drop'].map((type) => drag(talk, type, ['text/plain']))

    expect(events.map((event) => event.defaultPrevented)).toEqual([false, false, false])
    expect([ports.onHint.mock.calls.length, ports.onFiles.mock.calls.length]).toEqual([0, 0])
  })

  test('a file held over a call is refused: it would open in the place of the page', () => {
    const { talk, ...ports } = createTalk()
    listenToDrops(talk, ports)
    const call = openCall()
    const [file, text] = [drag(call, 'dragover'), drag(call, 'dragover', ['text/plain'])]

    expect([file.defaultPrevented, text.defaultPrevented]).toEqual([true, false])
    expect((file as DragEvent).dataTransfer?.dropEffect).toBe('none')
    expect([ports.onHint.mock.calls.length, ports.onFiles.mock.calls.length]).toEqual([0, 0])
  })

  test('files are announced once for all that is within, and taken when they are dropped', () => {
    const { talk, ...ports } = createTalk()
    listenToDrops(talk, ports)
    const photo = png()
    for (const type of ['dragenter', 'dragenter', 'dragleave']) drag(talk, type)
    const over = drag(talk, 'dragover')
    const drop = drag(talk, 'drop', ['Files'], [photo])

    expect([over.defaultPrevented, drop.defaultPrevented]).toEqual([true, true])
    expect(ports.onHint.mock.calls).toEqual([[true], [false]])
    expect(ports.onFiles.mock.calls).toEqual([[[photo]]])
  })

  test('nothing is announced any more once they have left', () => {
    const { talk, ...ports } = createTalk()
    listenToDrops(talk, ports)
    for (const type of ['dragenter', 'dragenter', 'dragleave', 'dragleave']) drag(talk, type)

    expect(ports.onHint.mock.calls).toEqual([[true], [false]])
  })
})
