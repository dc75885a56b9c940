import { limits } from '#protocol/limits'

/** As many ids at a time as one request takes. */
export const inParts = <Id>(ids: readonly Id[]): Id[][] =>
  Array.from({ length: Math.ceil(ids.length / limits.idsAtOnce) }, (_, at) =>
    ids.slice(at * limits.idsAtOnce, (at + 1) * limits.idsAtOnce),
  )
