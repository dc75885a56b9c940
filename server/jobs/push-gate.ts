type Entrant = () => Promise<void>
type Service = { running: number; waiting: Entrant[] }

export type PushGate = {
  /** Runs it once there is room. What is urgent goes before all that waits for the same service. */
  enter: (service: string, isUrgent: boolean, entrant: Entrant) => void
  /** Lets nobody in any more. */
  close: () => void
}

// Browsers have four push services. Each may hang with all of its requests, and the others still have theirs; and twelve
// are enough for hundreds of pushes a second where a service answers within 50 ms.
const most = { ofService: 12, inAll: 48 }

/** Bounds how many pushes are on their way at once. Entrants never reject. */
export const createPushGate = ({ ofService, inAll } = most): PushGate => {
  const services = new Map<string, Service>()
  let running = 0
  let isClosed = false

  const enter: PushGate['enter'] = (name, isUrgent, entrant) => {
    const service = services.get(name) ?? { running: 0, waiting: [] }
    services.set(name, service)
    if (isUrgent) service.waiting.unshift(entrant)
    else service.waiting.push(entrant)
    letIn()
  }

  const letIn = (): void => {
    for (let next = findNext(); next; next = findNext()) void run(...next)
  }

  /** Of the services that have room, the one that was served longest ago. */
  const findNext = (): [string, Service, Entrant] | null => {
    if (isClosed || running >= inAll) return null
    for (const [name, service] of services) {
      const entrant = service.running < ofService ? service.waiting.shift() : undefined
      if (!entrant) continue
      services.delete(name)
      services.set(name, service)
      return [name, service, entrant]
    }
    return null
  }

  const run = async (name: string, service: Service, entrant: Entrant): Promise<void> => {
    running += 1
    service.running += 1
    await entrant()
    running -= 1
    service.running -= 1
    if (service.running === 0 && service.waiting.length === 0) services.delete(name)
    letIn()
  }

  const close = (): void => {
    isClosed = true
  }

  return { enter, close }
}
