/** Whether a call is on: its panel is hidden without one. Nothing may load the page anew under it. */
export const isInCall = (): boolean => document.querySelector('#callPanel:not([hidden])') !== null

/** Tells when a call begins or ends. Returns its stop. */
export const onCall = (tell: (isOn: boolean) => void): (() => void) => {
  let isOn = isInCall()
  const watching = new MutationObserver(() => {
    if (isInCall() === isOn) return
    isOn = !isOn
    tell(isOn)
  })
  watching.observe(document.body, { subtree: true, childList: true, attributeFilter: ['hidden'] })
  return () => watching.disconnect()
}

/** Resolves as soon as no call is on. */
export const callOver = (): Promise<void> =>
  new Promise((resolve) => {
    if (!isInCall()) return resolve()
    const stop = onCall(() => {
      stop()
      resolve()
    })
  })
