export type Target = { origin: string; adminCookie: string }

/** How one kind of server is spoken to. Frames are made and read as strings, so that all cost the generator the same. */
export type Dialect = {
  /** Opens a visitor's socket, in its own conversation. */
  openVisitor: (target: Target, conversation: number) => Promise<{ socket: WebSocket; chatId: string }>
  /** Opens the one socket of the admin side, in every conversation. */
  openAdmin: (target: Target, chatIds: string[]) => Promise<WebSocket>
  /** `text` is a JSON string. */
  sendFrame: (chatId: string, id: number, clientId: string, text: string) => string
  /** How a good ack of that `id` begins. */
  ackPrefix: (id: number) => string
  /** Is this frame a message that has come through? */
  isDelivery: (frame: string) => boolean
  /** Is this another frame that such a server sends when all is well? Answers it where it wants an answer. */
  isExpected: (frame: string, socket: WebSocket) => boolean
}

type Connect = (target: Target) => Promise<WebSocket>
type Join = (socket: WebSocket, chatId: string) => Promise<unknown>

/** How people come in where a room is just a name: no session, no sign-in. */
export const openRooms = (connect: Connect, join: Join): Pick<Dialect, 'openVisitor' | 'openAdmin'> => ({
  openVisitor: async (target, conversation) => {
    const socket = await connect(target)
    const chatId = `conversation-${conversation}`
    await join(socket, chatId)
    return { socket, chatId }
  },
  openAdmin: async (target, chatIds) => {
    const socket = await connect(target)
    for (const chatId of chatIds) await join(socket, chatId)
    return socket
  },
})
