import { describe, expect, it } from 'vitest'
import { ends, twoPeople } from '../accounts/people.ts'
import { aWorld } from '../core/worlds.ts'
import { policy } from './field-service.ts'

describe('“so soon after the server”', () => {
  it('counts the contact of the account that is shown, not of the device (OP-07)', async () => {
    const world = aWorld({ auth: { policy, offlineFor: '30d' } })
    const { auth, people, mira } = await twoPeople(world)
    await world.advance('10m')
    world.switchNetwork('offline')
    await world.advance('1m')
    expect(auth.can('order.complete')).toMatchObject({ allowed: true, via: 'offline' })
    expect(await ends(world, people.switchTo(mira))).toEqual({ status: 'switched' })
    expect(auth.can('order.view')).toMatchObject({ allowed: true, via: 'offline' })
    expect(auth.can('order.complete')).toMatchObject({ allowed: false, reason: 'online_required' })
  })
})
