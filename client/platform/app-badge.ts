/** The number on the app's icon, where there is one; 0 takes it away. Never rejects. */
export const showBadge = async (count: number): Promise<void> => {
  try {
    await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge())
  } catch {
    // No badge in this browser, or not for this app.
  }
}
