import type { AttachingPorts } from './attaching.ts'

/** Addresses of own pictures that the server does not have yet; each is given back once it has. */
export const createOwnPictures = (outbox: Pick<AttachingPorts['outbox'], 'bytesOf'>) => {
  const addresses = new Map<string, string>()
  // Rows are made anew while the first one still waits: all get the same address.
  const finding = new Map<string, Promise<string | null>>()

  const find = async (clientId: string): Promise<string | null> => {
    const blob = await outbox.bytesOf(clientId).catch(() => null)
    finding.delete(clientId)
    if (!blob) return null
    const address = URL.createObjectURL(blob)
    addresses.set(clientId, address)
    return address
  }
  const ask = (clientId: string): Promise<string | null> => {
    const asked = finding.get(clientId) ?? find(clientId)
    finding.set(clientId, asked)
    return asked
  }
  const drop = (clientId: string): void => {
    const address = addresses.get(clientId)
    if (address === undefined) return
    addresses.delete(clientId)
    // What the browser has drawn stays drawn.
    URL.revokeObjectURL(address)
  }
  return {
    /** Null where this device cannot find it. */
    addressOf: (clientId: string): string | Promise<string | null> => addresses.get(clientId) ?? ask(clientId),
    drop,
    dropAllBut(isKept: (clientId: string) => boolean): void {
      for (const clientId of [...addresses.keys()]) if (!isKept(clientId)) drop(clientId)
    },
  }
}
