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
