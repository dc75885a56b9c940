/** Takes back what is shown with this tag. Never rejects: a browser may keep no list. */
export const takeBackNotifications = async (registration: ServiceWorkerRegistration, tag: string): Promise<void> => {
  try {
    for (const shown of await registration.getNotifications({ tag })) shown.close()
  } catch {
    // They stay until the person wipes them away.
  }
}
