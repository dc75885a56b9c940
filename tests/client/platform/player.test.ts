import { beforeEach, expect, test } from 'bun:test'
import { Player, type Track } from '#client/platform/player'
import { useDom } from '#tests/support/dom'
import { FakeAudio } from '#tests/support/fake-audio'
import { settled } from '#tests/support/settled'

useDom()
beforeEach(() => localStorage.clear())

const setUp = () => {
  const audio = new FakeAudio()
  const player = new Player({ audio: audio.element, nextFrame: () => {} })
  const heard: string[] = []
  const trackOf = (key: string, addresses: Track['addresses'] = () => [`/media/${key}`]): Track => ({
    key,
    addresses,
    title: 'Sesli mesaj',
    artist: 'Eda',
    onPlaying: () => heard.push(`${key} playing`),
    onEnded: () => heard.push(`${key} ended`),
    onFailed: () => heard.push(`${key} failed`),
  })
  return { audio, player, heard, trackOf }
}

test('what cannot be played is tried at its next address, and fails only after the last', () => {
  const { audio, player, heard, trackOf } = setUp()
  player.play(trackOf('a', () => ['/media/a?as=webm', '/media/a']))
  expect(audio.src).toBe('/media/a?as=webm')

  audio.fails()
  expect([audio.src, player.stateOf('a').phase]).toEqual(['/media/a', 'loading'])
  audio.fails()
  expect([player.stateOf('a').phase, heard]).toEqual(['failed', ['a failed']])

  player.toggle(trackOf('a'))
  expect(player.stateOf('a').phase).toBe('loading')
})

test('what this device cannot find any more fails in words', async () => {
  const { player, heard, trackOf } = setUp()

  player.play(trackOf('own', async () => []))
  await settled()

  expect(heard).toEqual(['own failed'])
})

test('a browser that wants a tap first leaves it paused', async () => {
  const { audio, player, trackOf } = setUp()
  audio.play = () => Promise.reject(new DOMException('no', 'NotAllowedError'))

  player.play(trackOf('a'))
  await settled()

  expect(player.stateOf('a').phase).toBe('paused')
})

test('one at a time: another one stops the first, which keeps its place and goes on from there', () => {
  const { audio, player, trackOf } = setUp()
  player.play(trackOf('a'))
  audio.comes(10)
  audio.moves(4)
  player.play(trackOf('b'))
  audio.currentTime = 0
  audio.comes(20)

  expect(player.stateOf('a')).toEqual({ phase: 'idle', positionMs: 4000 })
  expect(player.stateOf('b').phase).toBe('playing')

  player.play(trackOf('a'))
  audio.comes(10)
  expect(audio.currentTime).toBe(4)
})

test('the same key pauses and resumes it, without opening it anew', () => {
  const { audio, player, trackOf } = setUp()
  player.toggle(trackOf('a'))
  audio.comes(10)
  audio.src = 'still this'

  player.toggle(trackOf('a'))
  expect(player.stateOf('a').phase).toBe('paused')
  player.toggle(trackOf('a'))
  audio.say('playing')

  expect([player.stateOf('a').phase, audio.src]).toEqual(['playing', 'still this'])
})

test('what is paused while its sound is looked for does not start when it is found', async () => {
  const { audio, player, trackOf } = setUp()

  player.toggle(trackOf('own', async () => ['blob:own']))
  player.toggle(trackOf('own', async () => ['blob:own']))
  await settled()

  expect([audio.paused, player.stateOf('own').phase]).toEqual([true, 'paused'])
})

test('the place is sought at once where it plays, and kept for later where it does not', () => {
  const { audio, player, trackOf } = setUp()
  player.play(trackOf('a'))
  audio.comes(10)

  player.seek('a', 2500)
  player.seek('b', 7000)

  expect(audio.currentTime).toBe(2.5)
  expect(player.stateOf('b')).toEqual({ phase: 'idle', positionMs: 7000 })
})

test('at its end it begins at the beginning again, and tells of the end', () => {
  const { audio, player, heard, trackOf } = setUp()
  player.play(trackOf('a'))
  audio.comes(3)
  audio.moves(3)

  audio.ends()

  expect(player.stateOf('a')).toEqual({ phase: 'idle', positionMs: 0 })
  expect(heard).toEqual(['a playing', 'a ended'])
})

test('the speed goes from 1 to 1.5 to 2 and around, applies at once, and stays for the next page', () => {
  const { audio, player, trackOf } = setUp()
  player.play(trackOf('a'))
  player.stepRate()
  expect([audio.playbackRate, player.rate]).toEqual([1.5, 1.5])

  expect(new Player({ audio: new FakeAudio().element }).rate).toBe(1.5)
  player.stepRate()
  player.stepRate()
  expect(player.rate).toBe(1)
})

test('who watches one track is told of it alone', () => {
  const { audio, player, trackOf } = setUp()
  const told: string[] = []
  player.watch('a', () => told.push('a'))
  player.watch('b', () => told.push('b'))

  player.play(trackOf('a'))
  audio.comes(3)

  expect(new Set(told)).toEqual(new Set(['a']))
})
