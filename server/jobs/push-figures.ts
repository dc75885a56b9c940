import type { PushOutcome } from '#server/actions/ports'
import type { Tried } from './push-lanes.ts'

/** What became of pushes since the start; `handedOver`: how long those that were taken took, in milliseconds. */
export type PushFigures = {
  outcomes: Record<PushOutcome['kind'], number>
  handedOver: { count: number; sumMs: number; maxMs: number }
}

export const createPushFigures = (): { count: (tried: Tried) => void; figures: PushFigures } => {
  const figures: PushFigures = {
    outcomes: { taken: 0, gone: 0, later: 0, refused: 0 },
    handedOver: { count: 0, sumMs: 0, maxMs: 0 },
  }
  const count = ({ outcome, tookMs }: Tried): void => {
    figures.outcomes[outcome.kind] += 1
    if (outcome.kind !== 'taken') return
    const { handedOver } = figures
    handedOver.count += 1
    handedOver.sumMs += tookMs
    handedOver.maxMs = Math.max(handedOver.maxMs, tookMs)
  }
  return { count, figures }
}

/** The same in the text form of Prometheus. The time is from the event, or from the end of the rest after the last push. */
export const pushMetrics = ({ outcomes, handedOver }: PushFigures): string[] => [
  '# TYPE konusma_pushes_total counter',
  ...Object.entries(outcomes).map(([kind, count]) => `konusma_pushes_total{outcome="${kind}"} ${count}`),
  '# TYPE konusma_push_handed_over_milliseconds_count counter',
  `konusma_push_handed_over_milliseconds_count ${handedOver.count}`,
  '# TYPE konusma_push_handed_over_milliseconds_sum counter',
  `konusma_push_handed_over_milliseconds_sum ${Math.round(handedOver.sumMs)}`,
  '# TYPE konusma_push_handed_over_milliseconds_max gauge',
  `konusma_push_handed_over_milliseconds_max ${Math.round(handedOver.maxMs)}`,
]
