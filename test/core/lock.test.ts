import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { Platform, Tabs } from '../../src/ports/world.ts'
import { aWorld, outcomeOf, signedIn } from './worlds.ts'

/** Another context holds every lock whose name begins so. */
function held(prefix: string): (own: Platform) => Partial<Platform> {
  return ({ tabs }) => ({
    tabs: {
      ...tabs,
      exclusive: async (name, work, options) => {
        if (!name.startsWith(prefix)) return tabs.exclusive(name, work, options)
        const release = outcomeOf(tabs.exclusive(name, () => new Promise(() => {}), { ...options, timeout: null }))
        void release
        return tabs.exclusive(name, work, options)
      },
    },
  })
}

/** A lock manager of the platform that has stopped answering. */
function silent({ tabs }: Platform): Partial<Platform> {
  const exclusive: Tabs['exclusive'] = (name, work, options) =>
    name.startsWith('refresh:') ? new Promise(() => {}) : tabs.exclusive(name, work, options)
  return { tabs: { ...tabs, exclusive } }
}

describe('a lock that another context never gives back (MT-02)', () => {
  it.each([
    ['holds it', held('refresh:')],
    ['has stopped answering', silent],
  ])('(%s) leaves the live token served and asks again later', async (_, platform) => {
    const world = aWorld()
    const auth = await signedIn(world, { platform })
    await world.advance('51s')
    const token = outcomeOf(auth.getAccessToken())
    await world.settle()
    expect(world.server.accepts(token.current)).toBe(true)
    await world.advance('40s')
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'refresh_failed' })
    expect(world.server.refreshRequests).toBe(0)
    await world.advance('1h')
    expect(auth.state.isAuthenticated).toBe(true)
  })

  it('rejects a call that needs a new token with what to wait for', async () => {
    const world = aWorld()
    const auth = await signedIn(world, { platform: held('refresh:') })
    await world.clock.sleep('10m')
    const token = outcomeOf(auth.getAccessToken())
    await world.advance('13s')
    expect(token.current).toBe('rejected: busy')
  })

  it('works on when the lock comes after all, and spends no token twice', async () => {
    const world = aWorld({ rotation: { reuseGrace: duration(0) } })
    let release = (): void => {}
    const slow = ({ tabs }: Platform): Partial<Platform> => ({
      tabs: {
        ...tabs,
        exclusive: async (name, work, options) => {
          if (name.startsWith('refresh:')) await new Promise<void>((resolve) => (release = resolve))
          return tabs.exclusive(name, work, options)
        },
      },
    })
    const auth = await signedIn(world, { platform: slow })
    await world.advance('70s')
    release()
    await world.settle()
    expect(world.server.refreshRequests).toBe(0)
    await world.advance('70s')
    release()
    await world.settle()
    expect(auth.state.isAuthenticated).toBe(true)
    expect(world.server.reuseDetected).toBe(0)
  })
})

it('hands an unfinished refresh to the tab that is left, without losing the session (MT-06)', async () => {
  const world = aWorld()
  const first = world.open()
  await world.settle()
  await world.signIn(first.auth)
  const second = await world.start()
  const release = world.server.hold()
  await world.advance('52s')
  first.kill()
  release()
  await world.advance('1m')
  expect(second.state.status).toBe('ACTIVE')
  expect(world.server.reuseDetected).toBe(0)
})

it('keeps the key of a login that follows a sign-out of another tab on its heels', async () => {
  for (let turn = 0; turn < 12; turn += 1) {
    const world = aWorld()
    const [first, second] = [await world.start(), await world.start()]
    await world.signIn(first)
    await world.advance('1s')
    const leaving = outcomeOf(first.signOut())
    for (let step = 0; step < turn; step += 1) await new Promise<void>((resolve) => setImmediate(resolve))
    const entering = outcomeOf(second.signOut())
    const again = outcomeOf(second.signIn({ via: 'credentials' }))
    await world.advance('1m')
    expect([turn, statusOf(leaving.current), statusOf(entering.current)]).toEqual([turn, 'signed_out', 'signed_out'])
    expect([turn, again.current]).toEqual([turn, '{"status":"signed_in"}'])
    expect([turn, (await world.start()).state.status]).toEqual([turn, 'ACTIVE'])
  }
})

function statusOf(answer: string): unknown {
  return (JSON.parse(answer) as { readonly status: unknown }).status
}
