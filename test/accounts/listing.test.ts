import { describe, expect, it } from 'vitest'
import { accounts } from '../../src/accounts/accounts.ts'
import type { Tabs } from '../../src/ports/world.ts'
import { faultyPorts } from '../core/faulty-ports.ts'
import { aWorld, outcomeOf } from '../core/worlds.ts'
import { ends, password, peopleOf, shownIn, twoPeople } from './people.ts'

describe('the list of people', () => {
  it('names everybody this device knows, and who is shown', async () => {
    const world = aWorld()
    const { people, mira, ben } = await twoPeople(world)
    expect(people.list()).toMatchObject([
      { account: mira, user: { id: 'mira' }, isShown: false, standing: 'signed_in', pending: 0 },
      { account: ben, user: { id: 'ben' }, isShown: true, standing: 'signed_in', pending: 0 },
    ])
  })

  it('stays the same object until something in it changes, and cannot be changed', async () => {
    const world = aWorld()
    const { people, auth } = await twoPeople(world)
    const before = people.list()
    await world.advance('51s')
    expect(auth.actor.getSnapshot().context.generation).toBeGreaterThan(1)
    expect(people.list()).toBe(before)
    expect(Object.isFrozen(before) && before.every((each) => Object.isFrozen(each))).toBe(true)
  })

  it('says how each of them stands', async () => {
    const world = aWorld()
    const { auth, people } = await twoPeople(world)
    world.server.enqueue({ error: 'invalid_grant' })
    await world.advance('51s')
    expect(auth.state.status).toBe('REAUTH_REQUIRED')
    expect(people.list().map(({ standing }) => standing)).toEqual(['signed_in', 'reauth_required'])
    await ends(world, auth.signOut({ mode: 'soft' }))
    expect(people.list().map(({ standing, isShown }) => [standing, isShown])).toEqual([
      ['signed_in', false],
      ['signed_out', false],
    ])
    expect(people.list()[1]?.user).toMatchObject({ id: 'ben' })
  })

  it('forgets who signed out for good', async () => {
    const world = aWorld()
    const { auth, people, mira } = await twoPeople(world)
    await ends(world, auth.signOut())
    expect(people.list().map(({ account }) => account)).toEqual([mira])
  })

  it('hears of people that other tabs let in', async () => {
    const world = aWorld()
    const { ben } = await twoPeople(world)
    const other = await world.start({ accounts: accounts() })
    expect(shownIn(other)).toBe(ben)
    world.server.signInAs('ana')
    await ends(world, peopleOf(other).add(password))
    const third = await world.start({ accounts: accounts() })
    const before = peopleOf(third).list().length
    world.server.signInAs('lea')
    await ends(world, peopleOf(other).add(password))
    await world.advance('1s')
    expect([before, peopleOf(third).list().length]).toEqual([3, 4])
  })

  it('reads no more than four times a second, however many hints are forged (MT-08)', async () => {
    const world = aWorld()
    const { mira } = await twoPeople(world)
    const ports = faultyPorts(world)
    const heard = await world.start({ accounts: accounts(), store: ports.store })
    const said: Tabs[] = []
    await world.start({ platform: ({ tabs }) => ({ tabs: (said.push(tabs), tabs) }) })
    await world.advance('1s')
    const begun = ports.calls.length
    for (let hint = 0; hint < 200; hint += 1) {
      const kind = hint % 2 === 0 ? 'index_changed' : 'signed_in'
      said[0]?.announce({ version: 1, kind, account: hint % 3 === 0 ? '' : mira, generation: hint })
      await world.advance('5ms')
    }
    expect(peopleOf(heard).list()).toHaveLength(2)
    // In a second: five looks at an index and two records for the list, and as many at the record that is shown.
    const reads = ports.calls.slice(begun).filter((call) => call === 'store.read')
    expect(reads.length).toBeGreaterThan(4)
    expect(reads.length).toBeLessThan(40)
  })

  it('tells its subscribers, one of which may throw, and nobody after dispose', async () => {
    const world = aWorld()
    const { auth, people, mira } = await twoPeople(world)
    let told = 0
    people.subscribe(() => {
      throw new Error('the app’s bug')
    })
    const stop = people.subscribe(() => {
      told += 1
    })
    await ends(world, people.switchTo(mira))
    expect(told).toBeGreaterThan(0)
    stop()
    const until = told
    await ends(world, auth.signOut())
    expect(told).toBe(until)
    auth.dispose()
    expect(outcomeOf(people.add(password))).toBeDefined()
    await expect(people.switchTo(mira)).rejects.toMatchObject({ code: 'disposed' })
  })
})
