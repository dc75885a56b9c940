import { figuresOf, ratio, type Series } from './figures.ts'

const heads = [
  'C',
  'server',
  'msgs/s (min–max)',
  'ack p50',
  'ack p99 ms',
  'CPU µs/msg',
  'CPU %',
  'load µs/msg',
  'foreign %',
]
const peers = ['N', 'Ng', 'L']

const whole = (value: number): string => value.toFixed(0)

const toRow = (all: Series[], series: Series): string[] => {
  const figures = figuresOf(series)
  return [
    String(series.conversations),
    series.name,
    `${whole(figures.rate)} (${whole(figures.leastRate)}–${whole(figures.mostRate)})`,
    figures.ackP50Ms.toFixed(2),
    figures.ackP99Ms.toFixed(2),
    figures.serverUs.toFixed(1),
    whole(figures.serverPercent),
    figures.generatorUs.toFixed(1),
    figures.foreignPercent.map(whole).join(' '),
    ...peers.map((peer) => toRatio(all, series, peer)),
  ]
}

const toRatio = (all: Series[], { conversations, name }: Series, peer: string): string => {
  const found = ratio(all, conversations, name, peer)
  return found ? `${found.median.toFixed(2)} (${found.least.toFixed(2)}–${found.most.toFixed(2)})` : '-'
}

/** Lines of equal columns, numbers to the right. */
export const align = (rows: string[][]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
}

export const toTable = (all: Series[]): string[] =>
  align([[...heads, ...peers.map((peer) => `÷ ${peer}`)], ...all.map((series) => toRow(all, series))])
