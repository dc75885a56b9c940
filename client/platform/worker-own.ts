/** The registration of this page's own app, not one of a wider scope; null where there is none. */
export const ownRegistration = async (): Promise<ServiceWorkerRegistration | null> => {
  const found = await navigator.serviceWorker?.getRegistration()
  return found?.scope === location.origin + location.pathname ? found : null
}
