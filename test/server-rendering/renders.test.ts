import { renderToReadableStream } from 'react-dom/server'
import { expect, it } from 'vitest'
import { createElement, Suspense, use, type ReactElement, type ReactNode } from 'react'
import type { Auth } from '../../src/auth.ts'
import { AuthBoundary, AuthProvider, useAuth, useAuthReady, useUser } from '../../src/react/index.ts'
import { createTestWorld } from '../../src/testing/test-world.ts'

const renders = 1_000

it(`shows nobody another user’s page over ${renders} interleaved server renders (RS-02)`, async () => {
  const world = createTestWorld()
  const pages = Array.from({ length: renders }, (_, user) => {
    const { auth } = world.open({ platform: { server: true } })
    const own = `orders-of-${user};`
    let answer = (): void => {}
    const data = new Promise<string>((resolve) => {
      answer = () => resolve(own)
    })
    const html = renderToReadableStream(createElement(Page, { auth, data })).then((stream) =>
      new Response(stream).text(),
    )
    return { answer, html, own }
  })
  // All pages are under way now; their data arrives in another order than they began in.
  for (let step = 0; step < renders; step += 1) pages[(step * 617) % renders]?.answer()
  const written = await Promise.all(pages.map(({ html }) => html))
  const wrong = pages.filter(({ own }, place) => {
    const html = written[place] ?? ''
    return !html.includes(own) || html.split('orders-of-').length !== 2 || !html.includes('RESTORING RESTORING nobody')
  })
  expect(wrong).toHaveLength(0)
  world.dispose()
})

it('writes no token and no name of the signed-in user into HTML (RS-03)', async () => {
  const world = createTestWorld()
  const auth = await world.start()
  await world.signIn(auth)
  const html = await new Response(
    await renderToReadableStream(createElement(Page, { auth, data: Promise.resolve('orders') })),
  ).text()
  expect(auth.state.user?.name).toBe('mira')
  expect(html).toContain('orders')
  expect(html).not.toContain('mira')
  expect(html).not.toContain('only for members')
  expect(world.server.issuedTokens.length).toBeGreaterThan(0)
  expect(world.server.issuedTokens.filter((token) => html.includes(token))).toEqual([])
  world.dispose()
})

function Page({ auth, data }: { auth: Auth; data: Promise<string> }): ReactElement {
  const loaded = createElement(Suspense, { fallback: 'loading' }, createElement(Data, { data }))
  const slots = { restoring: 'opening', signedOut: 'out', reauth: 'again', locked: 'locked' }
  return createElement(AuthProvider, { auth }, loaded, createElement(AuthBoundary, slots, 'only for members'))
}

function Data({ data }: { data: Promise<string> }): ReactNode {
  const text = use(data)
  const { status } = useAuth()
  return `${text} ${status} ${useAuthReady().status} ${useUser()?.name ?? 'nobody'}`
}
