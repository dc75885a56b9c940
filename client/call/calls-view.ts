import type { MachineState } from './machine-types.ts'
import { type Shown, show } from './machine-view.ts'
import type { CallsView } from './types.ts'

type Streams = { remote: () => MediaStream | null; local: () => MediaStream | null }

export type CallsShown = { view: () => CallsView; look: (state: MachineState) => void; stop: () => void }

/** What a page shows of calls, told once a turn and only where something is different. */
export const createCallsShown = (streams: Streams, onChange: (view: CallsView) => void): CallsShown => {
  let view: CallsView = { call: null, waiting: [], remote: null, local: null }
  let shown: Shown = view
  let told = view
  let isStopped = false

  const tellSoon = (): void => {
    // More than one in a turn find nothing left to tell.
    queueMicrotask(() => {
      if (isStopped || told === view) return
      told = view
      onChange(view)
    })
  }
  const look = (state: MachineState): void => {
    const [next, remote, local] = [show(state, shown), streams.remote(), streams.local()]
    if (next === shown && remote === view.remote && local === view.local) return
    shown = next
    view = { call: next.call, waiting: next.waiting, remote, local }
    tellSoon()
  }
  return {
    view: () => view,
    look,
    stop: () => {
      isStopped = true
    },
  }
}
