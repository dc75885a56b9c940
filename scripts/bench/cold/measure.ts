import { join } from 'node:path'
import type { Part } from '#scripts/bench/part'
import { createFolder, inRepository, removeFolder, runProcess } from '#scripts/bench/processes'
import { createPlace } from '#scripts/bench/servers'
import { compileFlags } from '#scripts/prepare/compile-flags'
import { timeToFirstAnswers } from './first-answer.ts'
import { type ColdFigures, toReport } from './report.ts'

const repetitions = 15

/** How long from the start to the first answer, beside a compiled server of one line; the starts interleaved. */
export const measureCold = async (): Promise<Part> => {
  const folder = createFolder()
  try {
    const bare = await compileBare(folder)
    await runProcess([process.execPath, 'scripts/compile.ts'], { cwd: inRepository('') })
    return toReport(await repeat(bare))
  } finally {
    removeFolder(folder)
  }
}

const compileBare = async (folder: string): Promise<string> => {
  const outFile = join(folder, 'bare')
  const source = inRepository('scripts/bench/cold/bare-server.ts')
  await runProcess([process.execPath, 'build', ...compileFlags, `--outfile=${outFile}`, source], { cwd: folder })
  return outFile
}

const repeat = async (bare: string): Promise<ColdFigures> => {
  const figures: ColdFigures = {
    bare: [],
    compiled: [],
    compiledPage: [],
    compiledAgain: [],
    source: [],
    sourceAgain: [],
  }
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    figures.bare.push((await startTwice([bare])).first.health)
    const compiled = await startTwice([inRepository('dist/konusma')])
    figures.compiled.push(compiled.first.health)
    figures.compiledPage.push(compiled.first.page)
    figures.compiledAgain.push(compiled.again.health)
    const source = await startTwice([process.execPath, inRepository('server/main.ts'), 'serve'])
    figures.source.push(source.first.health)
    figures.sourceAgain.push(source.again.health)
  }
  return figures
}

/** In an empty folder, and where the first start has left its files. */
const startTwice = async (command: string[]) => {
  const place = createPlace()
  try {
    const first = await timeToFirstAnswers(command, place)
    return { first, again: await timeToFirstAnswers(command, place) }
  } finally {
    removeFolder(place.folder)
  }
}
