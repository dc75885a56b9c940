import type { Side } from '#protocol/messages'
import type { Devices } from './devices.ts'
import { Drain, type DrainPorts } from './drain.ts'
import { Outbox } from './outbox.ts'
import { createUploads } from './uploads.ts'

type SendingPorts = Omit<DrainPorts, 'outbox' | 'leader' | 'clock'> & {
  self: Side
  devices: Devices
  onChange: () => void
  onNotKept: () => void
  onUnauthenticated: () => void
}

export type Sending = {
  outbox: Outbox
  setOpen: (isOpen: boolean) => void
  /** The network may be back. */
  hurry: () => void
  /** To be called whenever something changed. */
  run: () => void
  stop: () => void
}

/** What waits to be sent, and how it goes: texts in one lane, the bytes of pictures and voice notes in another. */
export const createSending = ({ self: side, devices, ...ports }: SendingPorts): Sending => {
  const { clock, newId, store } = devices
  const tabs = devices.openTabs(() => {
    void outbox.read()
    uploads.heard()
  })
  const leader = devices.lead(() => void outbox.read().then(run))
  const outbox = new Outbox({ ...ports, side, store, tabs, clock, newId })
  const drain = new Drain({ ...ports, outbox, leader, clock })
  const uploads = createUploads({ ...ports, ...devices, outbox, leader, tell: tabs.tell })

  const run = (): void => {
    drain.run()
    uploads.run()
  }
  return {
    outbox,
    run,
    hurry: uploads.hurry,
    setOpen: (isOpen) => {
      drain.setOpen(isOpen)
      uploads.setOpen(isOpen)
    },
    stop: () => {
      tabs.close()
      leader.stop()
      drain.stop()
      uploads.stop()
    },
  }
}
