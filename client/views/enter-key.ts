type Key = Pick<KeyboardEvent, 'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>

// Safari ends a composition before the Enter that chose the word arrives; that Enter carries 229 only.
const isComposing = (key: Key): boolean => key.isComposing || key.keyCode === 229

/** Enter sends where there is a keyboard of keys; under a thumb it makes a line, and Ctrl or ⌘ with it sends everywhere. */
export const isSendKey = (key: Key, hasCoarsePointer: boolean): boolean => {
  if (key.key !== 'Enter' || isComposing(key) || key.altKey) return false
  if (key.ctrlKey || key.metaKey) return true
  return !key.shiftKey && !hasCoarsePointer
}
