import { expect, test } from 'bun:test'
import { createPageView } from '#client/net/page-view'

const url = 'wss://chat.example/ws?as=admin'

test('a hidden page says so by its address, a visible one has the address as it is', () => {
  const view = createPageView()
  const visible = view.addressOf(url)
  view.turn(false)

  expect([visible, view.addressOf(url)]).toEqual([url, `${url}&hidden=1`])
})

test('what the server knows is not said again', () => {
  const view = createPageView()
  const said: boolean[] = []
  const tell = () => view.tell(({ data }) => said.push(data.visible))
  view.addressOf(url)
  tell()
  view.turn(false)
  tell()
  tell()
  view.addressOf(url)
  tell()
  view.turn(true)
  tell()

  expect(said).toEqual([false, true])
})

test('only a change is a turn', () => {
  const view = createPageView()

  expect([view.turn(true), view.turn(false), view.turn(false), view.turn(true)]).toEqual([false, true, false, true])
})
