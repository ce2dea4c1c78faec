import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import type { TabOptions, TestWorld } from '../../src/testing/test-world.ts'
import { ends } from '../accounts/people.ts'
import { scriptedNavigation, type ScriptedNavigation } from '../core/scripted-navigation.ts'
import { aWorld, signedIn } from '../core/worlds.ts'

const returnTo = 'https://app.test/bye'

async function leaving(
  world: TestWorld,
  options: TabOptions = {},
): Promise<{ readonly auth: Auth; readonly bar: ScriptedNavigation }> {
  const bar = scriptedNavigation()
  const auth = await signedIn(world, { platform: { navigation: bar }, ...options })
  return { auth, bar }
}

/** The state that the address carries. */
const stateOf = (url: string | undefined): string => new URL(url ?? '').searchParams.get('state') ?? ''

describe('the provider’s own sign-out page (SO-10)', () => {
  it('is visited once the device is done, and its way back is noticed once', async () => {
    const world = aWorld()
    const { auth, bar } = await leaving(world)
    const left = await ends(world, auth.signOut({ endSession: { returnTo } }))
    expect(left).toMatchObject({ status: 'signed_out', report: { device: 'wiped' }, isLeaving: true })
    expect(bar.left).toHaveLength(1)
    expect([...world.disk.keys.keys()]).toEqual(['device'])
    auth.dispose()

    for (const returns of [1, 0]) {
      bar.show(`${returnTo}?state=${encodeURIComponent(stateOf(bar.left[0]))}&from=mail#top`)
      const next = world.open({ platform: { navigation: bar } })
      let heard = 0
      next.auth.on('signOut.returned', () => {
        heard += 1
      })
      await world.settle()
      expect(heard).toBe(returns)
      expect(next.auth.state.status).toBe('SIGNED_OUT')
      expect(bar.url()?.includes('state=')).toBe(returns === 0)
      expect(bar.url()).toContain(`from=mail#top`)
      next.auth.dispose()
    }
  })

  it.each(['https://app.test/?state=made-up', 'https://app.test/?state=a&state=b', 'https://app.test/', 'about:blank'])(
    'is not where %s came from: the address stays as it is',
    async (url) => {
      const world = aWorld()
      const { auth, bar } = await leaving(world)
      await ends(world, auth.signOut({ endSession: { returnTo } }))
      bar.show(url)
      const next = world.open({ platform: { navigation: bar } })
      let heard = 0
      next.auth.on('signOut.returned', () => {
        heard += 1
      })
      await world.settle()
      expect([heard, bar.url()]).toEqual([0, url])
    },
  )

  it('is not visited offline, where the page would be lost', async () => {
    const world = aWorld()
    const { auth, bar } = await leaving(world)
    world.switchNetwork('offline')
    await world.advance('5s')
    const left = await ends(world, auth.signOut({ endSession: { returnTo } }))
    expect(left).toMatchObject({ status: 'signed_out', isLeaving: false })
    expect(bar.left).toEqual([])
  })

  it.each([
    ['has none', async () => null],
    ['throws', () => Promise.reject(new Error('planned'))],
  ])('is left out where the provider %s', async (_, endSessionUrl) => {
    const world = aWorld()
    const { auth, bar } = await leaving(world, { identity: { ...world.identity, endSessionUrl } })
    const bare = await ends(world, auth.signOut({ endSession: { returnTo } }))
    expect(bare).toMatchObject({ status: 'signed_out', isLeaving: false })
    expect(bar.left).toEqual([])
  })

  it('is left out where there is no page', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    expect(await ends(world, auth.signOut({ endSession: { returnTo } }))).toMatchObject({ isLeaving: false })
  })
})
