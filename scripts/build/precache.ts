import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Draft } from './built-file.ts'

/** What the server fills in: the page is filled at its start, and so it changes without a build. */
const shellRevision = '%SHELL_REVISION%'

/** The worker with the list of what it keeps: the page at `address`, and files that are named by their content. */
export const withPrecache = async (script: string, address: string, files: readonly Draft[]): Promise<string> => {
  // Not the whole package: that loads Babel and Rollup, which takes as long as all else of a build together.
  const { injectManifest } = await import('workbox-build/build/inject-manifest.js')
  const folder = mkdtempSync(join(tmpdir(), 'konusma-precache-'))
  const [swSrc, swDest] = [join(folder, 'bare.js'), join(folder, 'filled.js')]
  try {
    writeFileSync(swSrc, script)
    for (const { listed, bytes } of files) place(join(folder, 'public', listed.path), bytes)
    const { warnings } = await injectManifest({
      swSrc,
      swDest,
      globDirectory: join(folder, 'public'),
      globPatterns: ['**'],
      modifyURLPrefix: { '': '/' },
      dontCacheBustURLsMatching: /^\/assets\//,
      additionalManifestEntries: [{ url: address, revision: shellRevision }],
    })
    if (warnings.length > 0) throw new Error(warnings.join('\n'))
    return readFileSync(swDest, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const place = (file: string, bytes: Uint8Array): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}
