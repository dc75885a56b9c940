import { refuse } from '#protocol/refusals'

export const blocked = refuse('forbidden', 'this conversation takes nothing from its visitor any more')
export const gone = refuse('not_found', 'this conversation is gone')
