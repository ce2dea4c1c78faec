import { describe, expect, it } from 'vitest'
import { installMarker } from '../../../adapters/storage/install-marker.ts'
import { secretStore, type Canary } from '../../../adapters/storage/secret-store.ts'
import { checksum } from '../../../adapters/storage/secret-store/checksum.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import type { Auth } from '../../../src/auth.ts'
import type { Store } from '../../../src/ports/store.ts'
import { failureOf, valueOf } from '../../../src/testing/contracts/demand.ts'
import { put, readOne, sampleRow } from '../../../src/testing/contracts/sample-rows.ts'
import type { TestWorld } from '../../../src/testing/test-world.ts'
import { aWorld, outcomeOf } from '../../core/worlds.ts'
import { keychainDevice, type KeychainDevice } from '../platforms/keychain-device.ts'
import { ordinaryText } from '../platforms/ordinary-text.ts'

interface Phone {
  readonly world: TestWorld
  readonly device: KeychainDevice
  readonly canary: Canary & { text: string | null }
  readonly store: () => Store
  /** The app is opened: a new process on the same phone. */
  readonly open: () => Promise<Auth>
}

function aPhone(): Phone {
  const [world, device, canary] = [aWorld(), keychainDevice(), ordinaryText()]
  const store = (): Store => world.watch(secretStore({ secrets: device.start().secrets, canary, clock: world.clock }))
  return { world, device, canary, store, open: () => world.start({ store: store() }) }
}

/** Somebody has signed in, and the app was closed. */
async function usedPhone(): Promise<Phone> {
  const phone = aPhone()
  const auth = await phone.open()
  await phone.world.signIn(auth)
  expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
  auth.dispose()
  return phone
}

describe('secretStore()', () => {
  it('opens the session that the process before has left', async () => {
    const { open } = await usedPhone()
    expect((await open()).state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('keeps what needs many values of the keychain, none longer than it takes (ST-13)', async () => {
    const { device, store } = aPhone()
    const large = sampleRow({ clear: { text: 'ä𝌆' }, sealed: new Uint8Array(20_000).fill(7) })
    await put(store(), large)
    expect(await readOne(store(), large)).toEqual(large)
    expect([...device.items.values()].every((value) => value.length <= 2_048)).toBe(true)
    expect(device.items.size).toBeGreaterThan(10)
  })

  it('waits for the first unlock, and signs nobody out meanwhile (ST-14)', async () => {
    const { world, device, open } = await usedPhone()
    device.isLocked = true
    const auth = await open()
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    await world.advance('1h')
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    device.isLocked = false
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('renews while the phone is locked, and has it on disk afterwards (ST-14)', async () => {
    const { world, device, open } = await usedPhone()
    const auth = await open()
    device.isLocked = true
    await world.advance('55s')
    expect(auth.state).toMatchObject({ isAuthenticated: true, user: { id: 'mira' } })
    device.isLocked = false
    await world.advance('2m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    auth.dispose()
    expect((await open()).state.status).toBe('ACTIVE')
    expect(world.server.reuseDetected).toBe(0)
  })

  it('asks the same identity back in when the keychain lost what it held, and keeps it from then on (ST-15)', async () => {
    const { world, device, open } = await usedPhone()
    device.items.clear()
    const auth = await open()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost', user: null })
    await world.signIn(auth)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    auth.dispose()
    expect((await open()).state.status).toBe('ACTIVE')
  })

  it('takes a phone without canary and keychain for a new one (ST-15)', async () => {
    const { device, canary, open } = await usedPhone()
    device.items.clear()
    canary.text = null
    expect((await open()).state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never' })
  })

  it('does not guess while the canary can’t be read (ST-15)', async () => {
    const { world, device, canary, open } = await usedPhone()
    device.items.clear()
    const { read } = canary
    canary.read = () => Promise.reject(new Error('planned'))
    const auth = await open()
    expect(auth.state).toMatchObject({ status: 'RESTORING', waiting: 'unlock' })
    canary.read = read
    world.clock.emit('woke')
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost' })
  })

  it('has nobody signed in whose sign-out came before the loss (ST-15)', async () => {
    const { world, device, open } = await usedPhone()
    const auth = await open()
    await auth.signOut()
    await world.settle()
    auth.dispose()
    device.items.clear()
    expect((await open()).state.status).toBe('SIGNED_OUT')
  })

  it('writes the canary that a crash has left out', async () => {
    const { device, canary, open } = await usedPhone()
    canary.text = null
    ;(await open()).dispose()
    device.items.clear()
    expect((await open()).state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost' })
  })

  it('tells nothing secret in ordinary storage', async () => {
    const { world, canary } = await usedPhone()
    const { text } = canary
    expect(text).toContain('"kind":"session"')
    for (const secret of ['mira', ...world.server.issuedTokens]) expect(text).not.toContain(secret)
    expect(text).not.toContain('"sealed":"')
  })

  it('takes a damaged document for a lost one, never for the one before (ST-03)', async () => {
    const { world, device, open } = await usedPhone()
    const auth = await open()
    await world.advance('2m')
    auth.dispose()
    const { number } = JSON.parse(device.items.get('authchart') ?? '{}') as { number: number }
    const newest = ['a', 'b'].find((slot) => device.items.get(`authchart.${slot}`)?.includes(`"number":${number}`))
    const piece = `authchart.${newest}.0`
    device.items.set(piece, `${device.items.get(piece)?.slice(0, -1)}~`)
    expect((await open()).state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'key_lost', user: null })
  })

  it('shows a new installation nothing of the one before (ST-16)', async () => {
    const { world, device, store } = await usedPhone()
    const marker = { isThere: false, isSet: async () => marker.isThere, set: async () => void (marker.isThere = true) }
    const auth = await world.start({ store: installMarker(store(), marker) })
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'never', user: null })
    const left = [...device.items.values()].join()
    expect(left).not.toContain('"kind":"session"')
    expect(left).not.toContain('account:')
  })

  it('forgets a destroyed key in both slots', async () => {
    const { device, store } = aPhone()
    const { keys } = store()
    valueOf(await keys.ensure({ scope: 'account', account: 'a' }))
    await put(store(), sampleRow())
    expect([...device.items.values()].join()).toContain('account:a')
    valueOf(await keys.destroy({ scope: 'account', account: 'a' }))
    expect([...device.items.values()].join()).not.toContain('account:a')
  })

  it('accepts no work that has to last', async () => {
    const note = defineOperation({
      name: 'note',
      version: 1,
      request: () => ({ method: 'POST', url: '/notes', body: {} }),
    })
    const { world, store } = await usedPhone()
    const auth = await world.start({ store: store(), queue: durableQueue({ operations: [note] }) })
    const outcome = outcomeOf((async () => auth.queue?.enqueue(note, undefined))())
    await world.settle()
    expect(outcome.current).toBe('rejected: queue_unavailable')
  })

  it('answers quota when the keychain takes no more, and keeps the rows it has', async () => {
    const { store } = aPhone()
    await put(store(), sampleRow())
    const huge = sampleRow({ revision: 2, sealed: new Uint8Array(900_000) })
    expect(failureOf(await store().commit([], [{ do: 'put', row: huge }]))).toEqual({ kind: 'quota' })
    expect(await readOne(store(), sampleRow())).toEqual(sampleRow())
  })

  it('checks what it wrote by CRC-32', () => {
    // The check value of the catalogue of parametrised CRC algorithms, CRC-32/ISO-HDLC.
    expect(checksum('123456789')).toBe('cbf43926')
  })

  it('leaves a newer version’s document as it is', async () => {
    const { device, store } = aPhone()
    await put(store(), sampleRow())
    const newer = device.items.get('authchart.a.0')?.replace('{"version":1', '{"version":2') ?? ''
    device.items.set('authchart.a.0', newer)
    device.items.set('authchart.a', JSON.stringify({ version: 1, number: 1, pieces: 1, sum: checksum(`1 ${newer}`) }))
    expect(failureOf(await store().read([]))).toEqual({ kind: 'blocked' })
    expect(failureOf(await store().wipe('everything'))).toEqual({ kind: 'blocked' })
    expect(device.items.get('authchart.a.0')).toBe(newer)
  })
})
