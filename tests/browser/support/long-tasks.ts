import type { Browser, Page } from '@playwright/test'

type TraceEvent = {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds of the processor. */
  tdur?: number
  args?: { name?: string }
}

/**
 * Starts to note the tasks of a page's main thread; the end returns how long the longest were, in milliseconds, longest
 * first. Counted is the processor's time: on a busy machine a clock would measure the others.
 */
export const noteTasks = async (browser: Browser, page: Page): Promise<() => Promise<number[]>> => {
  await browser.startTracing(page, { categories: ['toplevel'] })
  return async () => {
    const trace = await browser.stopTracing()
    const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString())
    const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    const tasksOf = threads.map(({ pid, tid }) =>
      traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.name.endsWith('RunTask')),
    )
    const busiest = tasksOf.toSorted((a, b) => b.length - a.length)[0] ?? []
    return busiest.map(({ tdur }) => (tdur ?? 0) / 1000).toSorted((a, b) => b - a)
  }
}
