import { afterEach, describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import type { CapabilityRule } from '../../src/policy/rule.ts'
import { createTestWorld, type TestWorld } from '../../src/testing/test-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

type Build = Readonly<Record<string, CapabilityRule>>

const shipped: Build = {
  'order.view': { offlineFor: '2h' },
  'note.create': { offlineFor: '7d', queue: true },
  'order.assign': { offlineFor: '1d', permission: ({ roles }) => roles.includes('dispatcher') },
  'order.print': { offlineFor: '1d' },
}
const wider: Build = {
  'order.view': { offlineFor: '7d' },
  'note.create': { offlineFor: '1h', queue: true },
  'order.assign': { offlineFor: '1d' },
  'order.print': { public: true },
  'order.export': { offlineFor: '7d' },
}
const names = Object.keys(wider)

/** A device that `first` ran on with the server at hand, then went out of reach, and was started again with `then`. */
async function updated(first: Build, then: Build, between: () => void = () => {}): Promise<Auth> {
  world = createTestWorld({ auth: { policy: defineCapabilities(first), offlineFor: '30d' } })
  const tab = world.open()
  await world.settle()
  await world.signIn(tab.auth)
  await world.settle()
  world.switchNetwork('offline')
  await world.advance('3h')
  tab.kill()
  between()
  return world.start({ policy: defineCapabilities(then) })
}

const allowedBy = (auth: Auth): readonly string[] => names.filter((one) => auth.can(one).allowed)

describe('a new build of the app (OP-06)', () => {
  it('allows no more than the one before until the server has answered, then what it says', async () => {
    const auth = await updated(shipped, wider)
    expect(allowedBy(auth)).toEqual(['order.print'])
    expect(auth.can('order.view')).toMatchObject({ reason: 'grace_expired' })
    expect(auth.can('order.assign')).toMatchObject({ reason: 'not_permitted' })
    expect(auth.can('order.export')).toMatchObject({ reason: 'online_required' })
    world.switchNetwork('online')
    await world.advance('2m')
    world.switchNetwork('offline')
    await world.advance('3h')
    expect(allowedBy(auth)).toEqual(['order.view', 'order.assign', 'order.print', 'order.export'])
  })

  it('takes away at once what it no longer allows', async () => {
    const auth = await updated(wider, shipped)
    expect(allowedBy(auth)).toEqual(['order.print'])
    expect(auth.can('order.export')).toMatchObject({ reason: 'unknown_capability' })
    expect(auth.can('order.view')).toMatchObject({ reason: 'grace_expired' })
  })

  it('that is the same as before changes nothing, however often it starts', async () => {
    const auth = await updated(wider, wider)
    const before = allowedBy(auth)
    expect(before).toEqual(['order.view', 'order.assign', 'order.print', 'order.export'])
    auth.dispose()
    expect(allowedBy(await world.start({ policy: defineCapabilities(wider) }))).toEqual(before)
  })

  it('finds rules that were tampered with, and allows nothing without the server that is not public', async () => {
    const spoil = (): void => {
      for (const row of world.disk.rows.values()) if (row.key.kind === 'policy') row.sealed?.fill(7)
    }
    const auth = await updated(wider, wider, spoil)
    expect(allowedBy(auth)).toEqual([])
  })
})
