// Loaded ahead of a server whose memory is measured: what is garbage at that moment is not held against it.
process.on('SIGUSR2', () => (globalThis.Bun ? Bun.gc(true) : globalThis.gc()))
