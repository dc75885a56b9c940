import type { AttachingPorts } from './attaching.ts'

/** Addresses of own voice notes that the server does not have yet; each is given back once it has. */
export const createOwnSounds = (outbox: Pick<AttachingPorts['outbox'], 'bytesOf'>) => {
  const addresses = new Map<string, string>()
  const found = async (clientId: string): Promise<readonly string[]> => {
    const blob = await outbox.bytesOf(clientId).catch(() => null)
    if (!blob) return []
    const address = addresses.get(clientId) ?? URL.createObjectURL(blob)
    addresses.set(clientId, address)
    return [address]
  }
  return {
    addressesOf: (clientId: string): readonly string[] | Promise<readonly string[]> => {
      const known = addresses.get(clientId)
      return known === undefined ? found(clientId) : [known]
    },
    drop(clientId: string): void {
      const address = addresses.get(clientId)
      if (address === undefined) return
      addresses.delete(clientId)
      URL.revokeObjectURL(address)
    },
  }
}
