import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { TestTab, TestWorld } from '../../src/testing/test-world.ts'
import { faultyPorts, type Fault, type FaultyPorts } from './faulty-ports.ts'
import { aWorld, outcomeOf } from './worlds.ts'

/*
 * Every call that a flow makes of its store and its provider is broken once, in every way. Complete, where random
 * faults are not.
 */

interface Flow {
  readonly name: string
  /** The calls that count begin after this. */
  prepare(world: TestWorld, tab: TestTab): Promise<void>
  run(world: TestWorld, auth: Auth): Promise<void>
  /** What the tab may show, and what the next start must show, once everything is well again. */
  readonly ends: { readonly broken: RegExp; readonly dead: RegExp; readonly next: RegExp }
}

const credentials = { via: 'credentials', credentials: { username: 'mira', password: 'secret' } } as const

const stays = { broken: /: ACTIVE$/, dead: /: ACTIVE$/, next: /: ACTIVE$/ }
const mayAsk = /: (ACTIVE|REAUTH_REQUIRED)$/
const eitherWay = /: (ACTIVE|SIGNED_OUT)$/

const flows: readonly Flow[] = [
  {
    name: 'a sign-in',
    prepare: (world) => world.settle(),
    run: async (world, auth) => {
      outcomeOf(auth.signIn(credentials))
      await world.settle()
    },
    ends: { broken: eitherWay, dead: eitherWay, next: eitherWay },
  },
  {
    name: 'a refresh that rotates',
    prepare: async (world, { auth }) => {
      await world.settle()
      await world.signIn(auth)
      await world.settle()
    },
    run: (world) => world.advance('52s'),
    ends: stays,
  },
  {
    name: 'a refresh that fails',
    prepare: async (world, { auth }) => {
      await world.settle()
      await world.signIn(auth)
      await world.settle()
      world.server.enqueue('503', '429')
    },
    run: (world) => world.advance('60s'),
    ends: stays,
  },
  {
    name: 'a sign-out',
    prepare: async (world, { auth }) => {
      await world.settle()
      await world.signIn(auth)
      await world.settle()
    },
    run: async (world, auth) => {
      outcomeOf(auth.signOut())
      await world.settle()
    },
    // Before its transaction a sign-out has not happened for a tab that dies; for one that lives it always does.
    ends: { broken: /: SIGNED_OUT$/, dead: eitherWay, next: /: SIGNED_OUT$/ },
  },
  {
    name: 'a sign-in again, and the new key after it',
    prepare: async (world, { auth }) => {
      await world.settle()
      await world.signIn(auth)
      await world.settle()
      world.server.enqueue({ error: 'invalid_grant' })
      auth.report({ kind: 'revoked' })
      await world.settle()
    },
    run: async (world, auth) => {
      outcomeOf(auth.signIn(credentials))
      for (let look = 0; look < 3; look += 1) await world.settle()
    },
    ends: { broken: mayAsk, dead: mayAsk, next: mayAsk },
  },
]

/** A restart over a session that was left behind: from the first call on. */
const boot: Flow = {
  name: 'a start',
  prepare: () => Promise.resolve(),
  run: (world) => world.advance('2s'),
  ends: stays,
}

async function begin(flow: Flow): Promise<{ world: TestWorld; ports: FaultyPorts; tab: TestTab }> {
  const world = aWorld({ accessTokenTtl: duration(60_000), rotation: { reuseGrace: duration(60_000) } })
  if (flow === boot) {
    const first = world.open()
    await world.settle()
    await world.signIn(first.auth)
    await world.settle()
    first.kill()
  }
  const ports = faultyPorts(world)
  const tab = world.open({ store: ports.store, identity: ports.identity })
  await flow.prepare(world, tab)
  return { world, ports, tab }
}

async function callsOf(flow: Flow): Promise<readonly string[]> {
  const { world, ports, tab } = await begin(flow)
  const begun = flow === boot ? 0 : ports.calls.length
  await flow.run(world, tab.auth)
  return ports.calls.slice(begun)
}

/** What the world comes to once nothing is broken any more. */
async function recovered(world: TestWorld): Promise<Auth> {
  const auth = await world.start()
  await world.advance('6m')
  await comeToRest(world, auth)
  return auth
}

/** Cryptography on a busy machine needs more turns than one look gives it. No time passes: what hangs still hangs. */
async function comeToRest(world: TestWorld, auth: Auth): Promise<void> {
  for (let look = 0; look < 50 && /REFRESHING|RESTORING/.test(auth.state.status); look += 1) await world.settle()
}

const faults: readonly [string, Fault][] = [
  ['fails: closed', { do: 'fail', kind: 'closed' }],
  ['fails: quota', { do: 'fail', kind: 'quota' }],
  ['fails: timeout', { do: 'fail', kind: 'timeout' }],
  ['fails: locked', { do: 'fail', kind: 'locked' }],
  ['fails: impossible', { do: 'fail', kind: 'impossible' }],
  ['fails: corrupted', { do: 'fail', kind: 'corrupted' }],
  ['is done and reported as closed', { do: 'fail', kind: 'closed', when: 'after' }],
  ['is done and reported as timed out', { do: 'fail', kind: 'timeout', when: 'after' }],
  ['conflicts', { do: 'conflict' }],
  ['hangs', { do: 'hang', when: 'before' }],
  ['is done and hangs', { do: 'hang', when: 'after' }],
  ['throws', { do: 'throw' }],
]

const believed = /: (ACTIVE|SIGNED_OUT|REAUTH_REQUIRED)$/

/** At a start these are believed: there is no such store here, or what it holds is not what was written. */
function isFinal(flow: Flow, fault: Fault): boolean {
  return flow === boot && fault.do === 'fail' && (fault.kind === 'impossible' || fault.kind === 'corrupted')
}

describe.each([...flows, boot])('$name', { timeout: 30_000 }, (flow) => {
  it('survives the death of its tab before and after every call (RC-05)', async () => {
    const calls = await callsOf(flow)
    expect(calls.length).toBeGreaterThan(3)
    for (const when of ['before', 'after'] as const) {
      for (let step = 0; step < calls.length; step += 1) {
        const { world, ports, tab } = await begin(flow)
        const begun = flow === boot ? 0 : ports.calls.length
        let isDead = false
        ports.plan((_, made) => {
          if (isDead) return { do: 'hang', when: 'before' }
          if (made !== begun + step) return null
          isDead = true
          queueMicrotask(() => tab.kill())
          return { do: 'hang', when }
        })
        await flow.run(world, tab.auth)
        const where = `${when} call ${step}: ${calls[step]}`
        const next = await recovered(world)
        expect(`${where}: ${next.state.status}`).toMatch(flow.ends.dead)
        if (!next.state.isAuthenticated) await world.signIn(next)
        expect(`${where}: ${next.state.status}`).toBe(`${where}: ACTIVE`)
        world.dispose()
      }
    }
  })

  it.each(faults)('survives when any one call %s', async (_, fault) => {
    const calls = await callsOf(flow)
    for (let step = 0; step < calls.length; step += 1) {
      const { world, ports, tab } = await begin(flow)
      const begun = flow === boot ? 0 : ports.calls.length
      ports.plan((call, made) => {
        if (made !== begun + step) return null
        const isProvider = call.startsWith('identity.')
        return isProvider && (fault.do === 'fail' || fault.do === 'conflict') ? { do: 'throw' } : fault
      })
      await flow.run(world, tab.auth)
      const where = `call ${step}: ${calls[step]}`
      world.clock.emit('woke')
      await world.advance('6m')
      await comeToRest(world, tab.auth)
      expect(`${where}: ${tab.auth.state.status}`).toMatch(isFinal(flow, fault) ? believed : flow.ends.broken)
      const next = await recovered(world)
      expect(`${where}: ${next.state.status}`).toMatch(flow.ends.next)
      expect(`${where}: ${world.server.reuseDetected}`).toBe(`${where}: 0`)
      tab.auth.dispose()
      next.dispose()
      await world.advance('30s')
      expect(`${where}: ${world.clock.pending}`).toBe(`${where}: 0`)
      world.dispose()
    }
  })
})
