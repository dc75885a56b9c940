// What a start of Bun itself costs, compiled or not. Usage: bare-server, PORT in the environment
Bun.serve({ port: Number(process.env.PORT), hostname: '127.0.0.1', fetch: () => new Response('ok') })
