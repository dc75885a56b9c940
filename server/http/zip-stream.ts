import type { ExportedFile } from '#server/actions/media/export-conversation'

/**
 * A zip of these files, made as fast as it is read; they are let go when its reader goes away. Where one of them cannot be
 * read the zip breaks off, so that nobody takes it for whole.
 */
export const zipStream = async (
  files: AsyncGenerator<ExportedFile>,
  onFault: (fault: unknown) => void,
): Promise<ReadableStream<Uint8Array>> => {
  const { makeZip } = await import('client-zip')
  const zip = makeZip(endedQuietly(files)).getReader()
  let hasLeft = false
  return new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = await zip.read()
        if (hasLeft) return
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (fault) {
        if (hasLeft) return
        onFault(fault)
        // Without the fault: the server would write it out once more, not as a line of the log.
        controller.error()
      }
    },
    cancel: () => {
      hasLeft = true
      return zip.cancel()
    },
  })
}

/** The library throws what it is cancelled with into its source, where nobody waits to catch it. */
const endedQuietly = (files: AsyncGenerator<ExportedFile>): AsyncIterable<ExportedFile> => {
  const iterator = { next: () => files.next(), throw: async () => files.return(undefined) }
  return { [Symbol.asyncIterator]: () => iterator }
}
