import { isUnderCall } from '#client/platform/page-seen'

const isPicture = ({ type }: { type: string }): boolean => type.startsWith('image/')

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false

/** Pictures that are pasted anywhere while that conversation stands in the page; a text with a picture of it is a text. */
export const listenToPastes = (talk: HTMLElement, onFiles: (files: readonly File[]) => void): void => {
  const take = (event: ClipboardEvent): void => {
    // One whose page was drawn anew, in the other language, hears no more.
    if (!talk.isConnected) return document.removeEventListener('paste', take)
    if (isUnderCall()) return
    const files = [...(event.clipboardData?.files ?? [])].filter(isPicture)
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return
    event.preventDefault()
    onFiles(files)
  }
  document.addEventListener('paste', take)
}

type DropPorts = {
  /** Files are held over the conversation, or no more. */
  onHint: (isOver: boolean) => void
  onFiles: (files: readonly File[]) => void
}

/** Files that are dropped there; a browser would open them in the place of the page. */
export const listenToDrops = (talk: HTMLElement, { onHint, onFiles }: DropPorts): void => {
  let depth = 0
  const count = (change: number): void => {
    const before = depth
    depth = Math.max(0, depth + change)
    if ((before === 0) !== (depth === 0)) onHint(depth > 0)
  }
  const refuse = (event: DragEvent): void => {
    if (!talk.isConnected) return document.removeEventListener('dragover', refuse)
    if (!isUnderCall() || !event.dataTransfer || !holdsFiles(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  document.addEventListener('dragover', refuse)
  talk.addEventListener('dragenter', (event) => holdsFiles(event) && count(1))
  talk.addEventListener('dragleave', (event) => holdsFiles(event) && count(-1))
  talk.addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault())
  talk.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    count(-depth)
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) onFiles(files)
  })
}
