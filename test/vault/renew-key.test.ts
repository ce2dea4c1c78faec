import { describe, expect, it } from 'vitest'
import type { AccountHash } from '../../machines/facts.ts'
import { duration } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { Row } from '../../src/ports/store.ts'
import { openRow } from '../../src/vault/sealed-row.ts'
import type { TabOptions, TestWorld } from '../../src/testing/test-world.ts'
import { ends, password, shownIn } from '../accounts/people.ts'
import { aWorkingWorld, note, queueOf, type WorkingWorld } from '../accounts/work.ts'
import { faultyPorts } from '../core/faulty-ports.ts'

interface Renewing extends WorkingWorld {
  readonly auth: Auth
  readonly account: AccountHash
}

/** Mira has written two notes offline and has to sign in again. */
async function beforeSigningIn(options: TabOptions = {}, working = aWorkingWorld(short)): Promise<Renewing> {
  const { world, identity } = working
  const auth = await world.start({ identity, ...options })
  await world.signIn(auth)
  world.switchNetwork('offline')
  await world.advance('5s')
  for (const text of ['one', 'two']) await ends(world, queueOf(auth).enqueue(note, { text }))
  await world.advance('1m')
  working.api.isDown = true
  world.server.enqueue({ error: 'invalid_grant' })
  world.switchNetwork('online')
  await world.advance('15s')
  expect(auth.state.status).toBe('REAUTH_REQUIRED')
  return { ...working, auth, account: shownIn(auth) }
}

const short = { accessTokenTtl: duration(60_000) }

const sealedRows = (world: TestWorld, account: AccountHash): readonly Row[] =>
  [...world.disk.rows.values()].filter(({ key, sealed }) => key.account === account && sealed !== null)

/** The rows that the newest key alone does not open. */
async function needingTheOldKey(world: TestWorld, account: AccountHash): Promise<readonly string[]> {
  const old = world.disk.oldKeys.get(`account:${account}`)
  world.disk.oldKeys.delete(`account:${account}`)
  const { keys } = world.openStore()
  const left: string[] = []
  for (const row of sealedRows(world, account)) if (!(await openRow(keys, row)).ok) left.push(row.key.kind)
  if (old !== undefined) world.disk.oldKeys.set(`account:${account}`, old)
  return left
}

async function everythingOpens(world: TestWorld, account: AccountHash): Promise<boolean> {
  const { keys } = world.openStore()
  const opened = await Promise.all(sealedRows(world, account).map((row) => openRow(keys, row)))
  return opened.every(({ ok }) => ok)
}

describe('a new key after a verified sign-in (ST-01)', () => {
  it('seals all of the account anew, and the old one goes once nothing can need it', async () => {
    const { world, auth, account, identity, effects, api } = await beforeSigningIn()
    const before = world.disk.keys.get(`account:${account}`)
    await ends(world, auth.signIn(password))
    await world.settle()
    expect(world.disk.keys.get(`account:${account}`)).not.toBe(before)
    expect(await needingTheOldKey(world, account)).toEqual([])
    expect(sealedRows(world, account).length).toBe(4)
    // Somebody may still be about to store what the old key sealed.
    expect(world.disk.oldKeys.size).toBe(1)
    auth.dispose()

    const soon = await world.start({ identity })
    await world.advance('2m')
    expect(world.disk.oldKeys.size).toBe(1)
    soon.dispose()
    await world.clock.sleep('1h')
    const later = await world.start({ identity })
    await world.advance('2m')
    expect(world.disk.oldKeys.size).toBe(0)
    expect(later.state.isAuthenticated).toBe(true)
    api.isDown = false
    await world.advance('10m')
    expect(effects).toEqual(['mira: one', 'mira: two'])
  })

  it('is not made at a first sign-in, nor after one that left nothing', async () => {
    const { world, identity } = aWorkingWorld()
    const auth = await world.start({ identity })
    await world.signIn(auth)
    await ends(world, auth.signOut())
    await world.signIn(auth)
    expect([auth.state.status, world.disk.oldKeys.size]).toEqual(['ACTIVE', 0])
  })

  it('leaves what is on the wire to its drainer, and takes it at the next look', async () => {
    const working = aWorkingWorld(short)
    const { world, auth, account, identity } = await beforeSigningIn({}, working)
    const row = sealedRows(world, account).find(({ key }) => key.kind === 'queue')
    const head = [...world.disk.rows].find(([, { key }]) => key.kind === 'queue')
    if (head === undefined) throw new Error('nothing is queued')
    world.disk.rows.set(head[0], { ...head[1], clear: { ...head[1].clear, state: 'in_flight' } })
    expect(row === undefined || row.key.kind === 'queue').toBe(true)
    await ends(world, auth.signIn(password))
    expect(await everythingOpens(world, account)).toBe(true)
    auth.dispose()
    await world.clock.sleep('2h')
    working.api.isDown = false
    const next = await world.start({ identity })
    await world.advance('10m')
    expect(await everythingOpens(world, account)).toBe(true)
    expect(working.effects).toEqual(['mira: one', 'mira: two'])
    expect(next.state.pending).toBe(0)
  })

  it('loses nothing that another tab stores meanwhile', async () => {
    const working = aWorkingWorld(short)
    const { world, auth, account, identity, effects } = await beforeSigningIn({}, working)
    const other = await world.start({ identity })
    const signing = auth.signIn(password)
    const enqueued: Promise<unknown>[] = []
    for (let turn = 0; turn < 40; turn += 1) {
      enqueued.push(
        queueOf(other)
          .enqueue(note, { text: `note ${turn}` })
          .catch(() => null),
      )
      await Promise.resolve()
    }
    await ends(world, signing)
    await ends(world, Promise.all(enqueued))
    const accepted = (await Promise.all(enqueued)).filter((receipt) => receipt !== null).length
    expect(accepted).toBeGreaterThan(0)
    expect(await everythingOpens(world, account)).toBe(true)
    for (const tab of [auth, other]) tab.dispose()
    // One start finds the lock of a context that died, one seals what is left, one has looked and found nothing.
    for (let start = 0; start < 4 && world.disk.oldKeys.size > 0; start += 1) {
      await world.clock.sleep('2h')
      const next = await world.start({ identity })
      await world.advance('1m')
      next.dispose()
    }
    expect([world.disk.oldKeys.size, await everythingOpens(world, account)]).toEqual([0, true])
    working.api.isDown = false
    const last = await world.start({ identity })
    await world.advance('10m')
    expect([last.state.pending, effects.length]).toEqual([0, accepted + 2])
  })

  it('survives the death of its tab before and after every call (ST-20)', { timeout: 60_000 }, async () => {
    const calls = await callsOf()
    const first = calls.findIndex((call) => call.startsWith('keys.rotation'))
    expect(calls.length - first).toBeGreaterThan(20)
    for (const when of ['before', 'after'] as const) {
      for (let step = first; step < calls.length; step += 1) {
        const { ports, auth, world, account, identity, effects, api, begun } = await planned()
        let isDead = false
        ports.plan((_, made) => {
          if (isDead) return { do: 'hang', when: 'before' }
          isDead = made === begun + step
          return isDead ? { do: 'hang', when } : null
        })
        auth.signIn(password).catch(() => {})
        for (let look = 0; look < 5; look += 1) await world.settle()
        auth.dispose()
        const where = `${when} call ${step}: ${calls[step]}`
        expect([where, await everythingOpens(world, account)]).toEqual([where, true])
        api.isDown = false
        await world.clock.sleep('2h')
        const next = await world.start({ identity })
        await world.advance('2m')
        expect([where, next.state.status, effects]).toEqual([where, 'ACTIVE', ['mira: one', 'mira: two']])
        world.dispose()
      }
    }
  })
})

async function planned() {
  const working = aWorkingWorld(short)
  const ports = faultyPorts(working.world)
  const renewing = await beforeSigningIn({ store: ports.store }, working)
  return { ...renewing, ports, begun: ports.calls.length }
}

async function callsOf(): Promise<readonly string[]> {
  const { world, auth, ports, begun } = await planned()
  await ends(world, auth.signIn(password))
  for (let look = 0; look < 5; look += 1) await world.settle()
  return ports.calls.slice(begun)
}
