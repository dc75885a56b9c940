import { konusma } from './konusma.ts'
import { relay } from './relay.ts'
import { socketio } from './socketio.ts'

export const dialects = { konusma, relay, socketio }
