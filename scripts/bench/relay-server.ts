// The floor: what Bun's WebSockets cost when nothing is checked and nothing is kept. Usage: bun relay-server.ts PORT
type Frame = { event: string; data: { chat_id: string }; id: number }

Bun.serve({
  port: Number(process.argv[2]),
  hostname: '127.0.0.1',
  fetch: (request, server) => (server.upgrade(request) ? undefined : new Response('relay')),
  websocket: {
    message(socket, text) {
      const { event, data, id }: Frame = JSON.parse(String(text))
      if (event === 'join') socket.subscribe(data.chat_id)
      else socket.publish(data.chat_id, `{"event":"message","data":${JSON.stringify(data)}}`)
      socket.send(`{"ack":${id}}`)
    },
  },
})
