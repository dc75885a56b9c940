/** One pane of the desk stands on the screen at a time; styles/desk.css has the same width. */
export const isNarrow = (): boolean => matchMedia('(width < 900px)').matches
