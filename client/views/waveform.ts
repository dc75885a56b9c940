import { limits } from '#protocol/limits'

const svgNamespace = 'http://www.w3.org/2000/svg'
const step = 4
const barWidth = 2.5
const height = 34
const least = 4
const most = 30

const createBars = (count: number, className: string) => {
  const element = document.createElementNS(svgNamespace, 'svg')
  element.setAttribute('class', className)
  element.setAttribute('viewBox', `0 0 ${count * step} ${height}`)
  element.setAttribute('preserveAspectRatio', 'none')
  element.setAttribute('aria-hidden', 'true')
  const bars = Array.from({ length: count }, (_, nth) => {
    const bar = document.createElementNS(svgNamespace, 'rect')
    bar.setAttribute('x', String(nth * step + (step - barWidth) / 2))
    bar.setAttribute('width', String(barWidth))
    bar.setAttribute('rx', String(barWidth / 2))
    element.append(bar)
    return bar
  })
  return { element, bars }
}

/** `level` from 0 to 1. */
const setHeight = (bar: SVGRectElement, level: number): void => {
  const tall = Math.round((least + level * (most - least)) * 2) / 2
  bar.setAttribute('y', String((height - tall) / 2))
  bar.setAttribute('height', String(tall))
}

/** The loudness of a voice note as a row of bars; the part that was heard is in colour. */
export const createWaveform = () => {
  const { element, bars } = createBars(limits.waveformPeaks, 'wave')
  let lit = 0
  let drawn: readonly number[] | undefined
  const draw = (peaks: readonly number[] | undefined): void => {
    drawn = peaks
    for (const [nth, bar] of bars.entries()) setHeight(bar, (peaks?.[nth] ?? 0) / limits.waveformMost)
  }
  draw(undefined)
  return {
    element,
    /** Peaks as they are stored, none where nobody could decode it; `part` from 0 to 1. */
    update(peaks: readonly number[] | undefined, part: number): void {
      if (peaks !== drawn) draw(peaks)
      const next = Math.round(part * bars.length)
      if (next === lit) return
      for (const [nth, bar] of bars.entries()) bar.classList.toggle('on', nth < next)
      lit = next
    },
  }
}

const shownLevels = 38

/** What the microphone hears now, at the right the newest. */
export const createLevelBars = () => {
  const { element, bars } = createBars(shownLevels, 'lv')
  let levels = Array.from<number>({ length: shownLevels }).fill(0)
  const draw = (): void => {
    for (const [nth, bar] of bars.entries()) setHeight(bar, levels[nth] ?? 0)
  }
  draw()
  return {
    element,
    /** From 0 to 1. */
    push(level: number): void {
      levels = [...levels.slice(1), level]
      draw()
    },
  }
}
