import { describe, expect, it } from 'vitest'
import { accounts } from '../../src/accounts/accounts.ts'
import { faultyPorts, always } from '../core/faulty-ports.ts'
import { aWorld, signedIn } from '../core/worlds.ts'
import { ends, password, peopleOf, shownIn, twoPeople } from './people.ts'

describe('adding an account', () => {
  it('shows the new one and keeps the one before signed in', async () => {
    const world = aWorld()
    const { auth, people, mira } = await twoPeople(world)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'ben' } })
    expect(await ends(world, people.switchTo(mira))).toEqual({ status: 'switched' })
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
    expect(world.server.accepts(await auth.getAccessToken())).toBe(true)
  })

  it('asks who is there, so that the provider’s own cookie does not answer', async () => {
    const world = aWorld()
    const asked: (string | null)[] = []
    const { identity } = world
    const { people } = await twoPeople(world, {
      identity: {
        ...identity,
        signIn: (request, context) => {
          asked.push(request.prompt)
          return identity.signIn(request, context)
        },
      },
    })
    await ends(world, people.add({ ...password, prompt: 'select_account' }))
    expect(asked).toEqual([null, 'login', 'select_account'])
  })

  it('comes back to the one before when it fails or is cancelled', async () => {
    const world = aWorld()
    const { auth, people, ben } = await twoPeople(world)
    world.server.enqueue({ error: 'access_denied' })
    expect(await ends(world, people.add(password))).toEqual({ status: 'failed', problem: 'sign_in_refused' })
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'ben' } })
    const release = world.server.hold()
    const adding = people.add(password)
    await world.settle()
    auth.cancel()
    release()
    expect(await ends(world, adding)).toEqual({ status: 'cancelled' })
    expect(shownIn(auth)).toBe(ben)
    expect(auth.state.status).toBe('ACTIVE')
  })

  it('is a sign-in where nobody is signed in', async () => {
    const world = aWorld()
    const auth = await world.start({ accounts: accounts() })
    expect(await ends(world, peopleOf(auth).add(password))).toEqual({ status: 'signed_in' })
  })

  it('does not wait for a keychain that is locked', async () => {
    const world = aWorld()
    await signedIn(world)
    const ports = faultyPorts(world)
    ports.plan(always('store', { do: 'fail', kind: 'locked' }))
    const auth = await world.start({ accounts: accounts(), store: ports.store })
    expect(await ends(world, peopleOf(auth).add(password))).toEqual({ status: 'failed', problem: 'storage_failed' })
  })

  it('is refused to a session in a cookie, of which the browser has one', () => {
    const world = aWorld()
    const identity = { ...world.identity, kind: 'cookie' as const }
    expect(() => world.open({ identity, accounts: accounts() })).toThrow('an option is not valid')
  })
})
