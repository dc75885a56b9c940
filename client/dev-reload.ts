// `bun run dev` alone puts this on the pages. Built files are named by their content, so a page's text changes with any of them.
const pollEveryMs = 500

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The text of this page as the server has it now; undefined while the server is away. */
const pageText = async (): Promise<string | undefined> => {
  try {
    const response = await fetch(location.pathname, { cache: 'no-store' })
    return response.ok ? await response.text() : undefined
  } catch {
    return undefined
  }
}

const reloadOnChange = async (): Promise<void> => {
  const loaded = await pageText()
  for (;;) {
    await pause(pollEveryMs)
    const text = await pageText()
    if (text !== undefined && text !== loaded) return location.reload()
  }
}

void reloadOnChange()
