import { describe, expect, it } from 'vitest'
import { accounts } from '../../src/accounts/accounts.ts'
import { ends, password, peopleOf, rowsOf, twoPeople } from './people.ts'
import { scriptedNavigation } from '../core/scripted-navigation.ts'
import { aWorld, outcomeOf } from '../core/worlds.ts'

describe('a redirect that was begun for one account (MA-07)', () => {
  it('comes back into the account it was begun for, and into no other', async () => {
    const world = aWorld()
    const bar = scriptedNavigation()
    const { auth, people, mira, ben } = await twoPeople(world, { platform: { navigation: bar } })
    world.server.enqueue({ error: 'invalid_grant' })
    await world.advance('51s')
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'ben' } })
    outcomeOf(auth.signIn({ via: 'redirect' }))
    await world.settle()
    const [ofMira, ofBen] = [rowsOf(world, mira), rowsOf(world, ben)]
    world.server.signInAs('mira')
    bar.show(world.server.approve(bar.left[0] ?? ''))
    auth.dispose()
    const next = await world.start({ accounts: accounts(), platform: { navigation: bar } })
    expect(next.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'ben' }, problem: 'account_mismatch' })
    expect([rowsOf(world, mira), rowsOf(world, ben)]).toEqual([ofMira, ofBen])
    await world.settle()
    expect(peopleOf(next).stranger()).toMatchObject({ account: mira, isKnown: true })
    expect(people.list()).toHaveLength(2)
  })

  it('adds beside the one shown, and comes back to it when the provider says no', async () => {
    for (const [answer, shown, count] of [
      ['approve', 'ana', 3],
      ['deny', 'ben', 2],
    ] as const) {
      const world = aWorld()
      const bar = scriptedNavigation()
      const { auth, people } = await twoPeople(world, { platform: { navigation: bar } })
      const adding = outcomeOf(people.add({ via: 'redirect' }))
      await world.settle()
      expect(adding.current).toBe('{"status":"redirecting"}')
      expect(new URL(bar.left[0] ?? '').searchParams.get('prompt')).toBe('login')
      world.server.signInAs('ana')
      bar.show(world.server[answer](bar.left[0] ?? ''))
      auth.dispose()
      const next = await world.start({ accounts: accounts(), platform: { navigation: bar } })
      await world.settle()
      expect([answer, next.state.user?.id, peopleOf(next).list().length]).toEqual([answer, shown, count])
      expect(next.state.isAuthenticated).toBe(true)
      expect(await ends(world, peopleOf(next).add({ ...password }))).toMatchObject({ status: 'signed_in' })
    }
  })
})
