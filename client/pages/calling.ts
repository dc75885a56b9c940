import { createCalls } from '#client/call/calls'
import { createCallScreen } from '#client/views/call-screen'
import { createCallDevices } from './call-devices.ts'
import type { CallingPorts } from './call-doorway.ts'
import { type Calling, createPageCalls } from './page-calls.ts'

/** The calls of a page with all that this browser has for them. */
export const startCalling = (ports: CallingPorts, place: HTMLElement): Calling =>
  createPageCalls(ports, place, {
    createCalls,
    createScreen: createCallScreen,
    devices: createCallDevices(ports.self),
  })
