import type { Side } from '#protocol/messages'

/** Which of the two apps a worker serves; `page` is its address, and the scope of its registration. */
export type App = { side: Side; page: '/' | '/admin' }
