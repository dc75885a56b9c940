export type Target = { origin: string; adminCookie: string }

/** How one kind of server is spoken to. Frames are made and read as strings, so that all cost the generator the same. */
export type Dialect = {
  /** Lets in the visitor of a conversation. Each `openSocket` opens one more socket of theirs, joined to it. */
  admit: (target: Target, conversation: number) => Promise<Visitor>
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
  /** What a page sends from time to time so that it is not taken for dead; null where the server does the asking. */
  pingFrame: string | null
}

export type Visitor = { chatId: string; openSocket: () => Promise<WebSocket> }

type Connect = (target: Target) => Promise<WebSocket>
type Join = (socket: WebSocket, chatId: string) => Promise<unknown>

/** How people come in where a room is just a name: no session, no sign-in. */
export const openRooms = (connect: Connect, join: Join): Pick<Dialect, 'admit' | 'openAdmin'> => ({
  admit: async (target, conversation) => {
    const chatId = `conversation-${conversation}`
    const openSocket = async (): Promise<WebSocket> => {
      const socket = await connect(target)
      await join(socket, chatId)
      return socket
    }
    return { chatId, openSocket }
  },
  openAdmin: async (target, chatIds) => {
    const socket = await connect(target)
    for (const chatId of chatIds) await join(socket, chatId)
    return socket
  },
})
