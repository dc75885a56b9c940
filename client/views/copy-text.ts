/** Into the clipboard; where that is closed to the page the text is selected in its place, and this is false. */
export const copyText = async (text: string, place: Element | null): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (place) getSelection()?.selectAllChildren(place)
    return false
  }
}
