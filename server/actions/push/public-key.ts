import { done, type Outcome, refuse } from '#protocol/refusals'

export type PublicKey = () => Promise<Outcome<string>>

/** The key that browsers subscribe with; refused where the server has none that can be used. */
export const publicKey =
  ({ keys }: { keys: () => Promise<{ publicKey: string } | null> }): PublicKey =>
  async () => {
    const own = await keys()
    return own ? done(own.publicKey) : refuse('unavailable', 'this server can send no pushes now')
  }
