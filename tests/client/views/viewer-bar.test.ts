import { expect, test } from 'bun:test'
import { fileNameOf } from '#client/views/viewer-bar'

const createdAt = new Date(2026, 0, 5, 9, 7).getTime()

test("a saved picture is called by when it was sent, in the person's own zone", () => {
  expect(fileNameOf({ mime: 'image/jpeg', createdAt })).toBe('konusma-20260105-0907.jpg')
})

test('its ending is that of what it is', () => {
  const ends = ['image/png', 'image/webp', 'image/jpeg', 'image/unheard-of']

  expect(ends.map((mime) => fileNameOf({ mime, createdAt }).split('.')[1])).toEqual(['png', 'webp', 'jpg', 'jpg'])
})
