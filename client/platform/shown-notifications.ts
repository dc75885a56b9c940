/** Takes back what is shown with this tag, or all. Never rejects: a browser may keep no list. */
export const takeBackNotifications = async (registration: ServiceWorkerRegistration, tag?: string): Promise<void> => {
  try {
    const some = tag === undefined ? {} : { tag }
    for (const shown of await registration.getNotifications(some)) shown.close()
  } catch {
    // They stay until the person wipes them away.
  }
}
