/** A thread that never comes to an end with a file that begins with 1, fails over 2, and answers all others. */
declare const self: Worker

self.onmessage = ({ data }: MessageEvent<{ kind: string; file: Uint8Array }>) => {
  const [first] = data.file
  while (first === 1);
  if (first === 2) throw new Error('a bug')
  const voice = { ok: true, value: { mime: 'audio/ogg', durationMs: first, waveform: [] } }
  self.postMessage(data.kind === 'read' ? { voice } : { bytes: data.file })
}
