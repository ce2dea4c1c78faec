import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { always, faultyPorts } from './faulty-ports.ts'
import { scriptedNavigation, type ScriptedNavigation } from './scripted-navigation.ts'
import { aWorld, outcomeOf } from './worlds.ts'

/** A user who left for the provider: the page is gone, its address bar is not. */
async function away(world: TestWorld, returnTo = '/orders/7'): Promise<ScriptedNavigation> {
  const bar = scriptedNavigation()
  const tab = world.open({ platform: { navigation: bar } })
  await world.settle()
  const answer = outcomeOf(tab.auth.signIn({ returnTo }))
  await world.settle()
  expect(answer.current).toBe('{"status":"redirecting"}')
  expect(bar.left).toHaveLength(1)
  tab.kill()
  return bar
}

async function comeBack(world: TestWorld, bar: ScriptedNavigation, url: string): Promise<Auth> {
  bar.show(url)
  return world.start({ platform: { navigation: bar } })
}

describe('a redirect sign-in', () => {
  it('leaves, comes back and is signed in, with a clean address (OL-06)', async () => {
    const world = aWorld()
    const bar = await away(world)
    const auth = await comeBack(world, bar, world.server.approve(bar.left[0] ?? ''))
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true, problem: null })
    expect(bar.url()).toBe('https://app.test/orders/7')
  })

  it('takes along what the provider is to ask', async () => {
    const world = aWorld()
    const bar = scriptedNavigation()
    const auth = await world.start({ platform: { navigation: bar } })
    const answer = auth.signIn({ prompt: 'login' })
    await world.settle()
    expect(await answer).toEqual({ status: 'redirecting' })
    expect(new URL(bar.left[0] ?? '').searchParams.get('prompt')).toBe('login')
  })

  it('comes back to nothing but a path of the app (OL-07)', async () => {
    const world = aWorld()
    const bar = await away(world, '//evil.test/x')
    await comeBack(world, bar, world.server.approve(bar.left[0] ?? ''))
    await world.settle()
    expect(bar.url()).toBe('https://app.test/')
  })

  it('that the user refused says so (OL-11)', async () => {
    const world = aWorld()
    const bar = await away(world)
    const auth = await comeBack(world, bar, world.server.deny(bar.left[0] ?? ''))
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', problem: 'sign_in_refused' })
  })

  it('works once: the same address again changes nothing (OL-02, OL-03)', async () => {
    const world = aWorld()
    const bar = await away(world)
    const url = world.server.approve(bar.left[0] ?? '')
    await comeBack(world, bar, url)
    await world.settle()
    const requests = world.server.tokenRequests
    const again = await comeBack(world, bar, url)
    await world.settle()
    expect(again.state).toMatchObject({ status: 'ACTIVE', confirmed: false })
    expect(world.server.tokenRequests).toBe(requests)
    expect(bar.url()).not.toContain('code')
  })

  it('expires after ten minutes (OL-02)', async () => {
    const world = aWorld()
    const bar = await away(world)
    const url = world.server.approve(bar.left[0] ?? '')
    await world.advance('11m')
    const auth = await comeBack(world, bar, url)
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', problem: 'callback_refused' })
    expect(world.server.tokenRequests).toBe(0)
  })

  it('does not count as fresh when the clock was set back meanwhile', async () => {
    const world = aWorld()
    const bar = await away(world)
    const url = world.server.approve(bar.left[0] ?? '')
    await world.clock.setWall(instant(world.clock.wall() - 86_400_000))
    const auth = await comeBack(world, bar, url)
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', problem: 'callback_refused' })
  })

  it('is read again when the user presses back and the page was kept', async () => {
    const world = aWorld()
    const bar = scriptedNavigation()
    const auth = await world.start({ platform: { navigation: bar } })
    const answer = outcomeOf(auth.signIn())
    await world.settle()
    expect(answer.current).toContain('redirecting')
    world.clock.emit('restored')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', isSigningIn: false, problem: 'cancelled' })
    const second = outcomeOf(auth.signIn())
    await world.settle()
    expect(second.current).toContain('redirecting')
  })

  it('is answered as not supported where there is no address bar', async () => {
    const world = aWorld()
    const auth = await world.start()
    const answer = outcomeOf(auth.signIn({ via: 'redirect' }))
    await world.settle()
    expect(answer.current).toContain('not_supported')
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', problem: 'not_supported' })
  })
})

describe('a callback that comes to another tab than the one that left (OL-02)', () => {
  const bar = (name: string): ScriptedNavigation => ({ ...scriptedNavigation(), tab: () => name })

  async function leftFrom(tab: string) {
    const world = aWorld()
    const left = bar(tab)
    const auth = await world.start({ platform: { navigation: left } })
    const answer = auth.signIn()
    await world.settle()
    expect(await answer).toEqual({ status: 'redirecting' })
    auth.dispose()
    return { world, left, url: world.server.approve(left.left[0] ?? '') }
  }

  it('is refused, asks for no token, and is over for the other one as well', async () => {
    const { world, left, url } = await leftFrom('one')
    const here = bar('two')
    const auth = await comeBack(world, here, url)
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', problem: 'callback_refused' })
    expect([world.server.tokenRequests, here.url()]).toEqual([0, 'https://app.test/'])
    const again = await comeBack(world, left, url)
    await world.settle()
    expect([again.state.status, world.server.tokenRequests]).toEqual(['SIGNED_OUT', 0])
  })

  it('loses no session that is open there', async () => {
    const { world, url } = await leftFrom('one')
    const signedIn = await world.start()
    await world.signIn(signedIn)
    const auth = await comeBack(world, bar('two'), url)
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', problem: 'callback_refused' })
    expect(signedIn.state.status).toBe('ACTIVE')
  })

  it('is taken in the tab that left', async () => {
    const { world, left, url } = await leftFrom('one')
    const auth = await comeBack(world, left, url)
    await world.settle()
    expect(auth.state.status).toBe('ACTIVE')
  })
})

describe('a callback that nobody here asked for (OL-03)', () => {
  it.each([
    ['forged', 'https://app.test/callback?code=x&state=forged'],
    ['with two states', 'https://app.test/callback?code=x&state=a&state=b'],
    ['with an empty state', 'https://app.test/callback?code=x&state='],
  ])('%s is ignored and leaves the address bar', async (_, url) => {
    const world = aWorld()
    const auth = await comeBack(world, scriptedNavigation(), url)
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never', problem: null })
    expect(world.server.tokenRequests).toBe(0)
  })

  it('leaves a session as it is', async () => {
    const world = aWorld()
    const tab = world.open()
    await world.settle()
    await world.signIn(tab.auth)
    tab.kill()
    const bar = scriptedNavigation()
    const auth = await comeBack(world, bar, 'https://app.test/callback?code=x&state=forged')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
    expect(bar.url()).toBe('https://app.test/')
  })

  it('replaces no session that was opened in another tab meanwhile', async () => {
    const world = aWorld({ accessTokenTtl: duration(3_600_000) })
    const bar = await away(world)
    const other = await world.start()
    await world.signIn(other)
    world.server.signInAs('somebody else')
    const auth = await comeBack(world, bar, world.server.approve(bar.left[0] ?? ''))
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' }, problem: 'callback_refused' })
    expect(other.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
    expect(world.server.tokenRequests).toBe(1)
  })

  it('breaks nothing when the provider adapter throws at its address', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const bar = scriptedNavigation('https://app.test/callback?state=x')
    const identity = {
      ...ports.identity,
      isCallback: () => {
        throw new Error('an adapter bug')
      },
    }
    const auth = await world.start({ identity, platform: { navigation: bar } })
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never' })
  })
})

it('keeps a callback for later while the store is locked', async () => {
  const world = aWorld()
  const bar = await away(world)
  bar.show(world.server.approve(bar.left[0] ?? ''))
  const ports = faultyPorts(world)
  ports.plan(always('store', { do: 'fail', kind: 'locked' }))
  const auth = await world.start({ store: ports.store, platform: { navigation: bar } })
  expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
  ports.plan(null)
  world.clock.emit('woke')
  await world.settle()
  expect(auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
})

it('undoes a callback that completes after the user signed out (SO-09)', async () => {
  const world = aWorld()
  const bar = await away(world)
  const release = world.server.hold()
  bar.show(world.server.approve(bar.left[0] ?? ''))
  const { auth } = world.open({ platform: { navigation: bar } })
  await world.settle()
  expect(auth.state).toMatchObject({ status: 'RESTORING', isSigningIn: true })
  const out = outcomeOf(auth.signOut())
  await world.settle()
  release()
  await world.advance('1m')
  expect(out.current).toContain('signed_out')
  expect(auth.state.status).toBe('SIGNED_OUT')
  expect((await world.start()).state.status).toBe('SIGNED_OUT')
})
