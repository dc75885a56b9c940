import type { Api } from '#client/net/api'

const refuse = async (): Promise<{ ok: false; code: string }> => ({ ok: false, code: 'offline' })

/** Routes that nobody answers; a test puts its own in their place. */
export const refusingApi: Api = {
  ownSession: refuse,
  openSession: refuse,
  leave: refuse,
  olderMessages: refuse,
  newestMessages: refuse,
  sendCode: refuse,
  signIn: refuse,
  signOut: refuse,
  me: refuse,
  threads: refuse,
  search: refuse,
  deleteMessages: refuse,
  threadFacts: refuse,
  changeThread: refuse,
  eraseChats: refuse,
  devices: refuse,
  endDevice: refuse,
  socketRefusal: async () => null,
}
