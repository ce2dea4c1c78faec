import { expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { AuthEvents } from '../../src/auth.ts'
import type { LogRecord } from '../../src/ports/world.ts'
import { aWorld, signedIn } from './worlds.ts'

it('tells the other subscribers when one throws', async () => {
  const world = aWorld()
  const auth = await world.start()
  const problems: string[] = []
  let told = 0
  auth.on('developer.problem', ({ code }) => problems.push(code))
  auth.subscribe(() => {
    throw new Error('an app bug')
  })
  auth.subscribe(() => {
    told += 1
  })
  await world.signIn(auth)
  expect(auth.state.status).toBe('ACTIVE')
  expect(told).toBeGreaterThan(0)
  expect(problems).toContain('listener_failed')
})

it('does not loop when the listener for problems throws', async () => {
  const world = aWorld()
  const auth = await world.start()
  let told = 0
  auth.on('developer.problem', () => {
    told += 1
    throw new Error('an app bug')
  })
  auth.on('session.started', () => {
    throw new Error('an app bug')
  })
  await world.signIn(auth)
  expect(auth.state.status).toBe('ACTIVE')
  expect(told).toBe(1)
})

it('keeps one view object until something in it changes', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const view = auth.state
  expect(Object.isFrozen(view)).toBe(true)
  await world.advance('5s')
  expect(auth.state).toBe(view)
})

it('tells a function that subscribed twice twice, and ends each by its own', async () => {
  const world = aWorld()
  const auth = await world.start()
  let told = 0
  const listener = (): void => {
    told += 1
  }
  const stop = auth.subscribe(listener)
  auth.subscribe(listener)
  stop()
  stop()
  await world.signIn(auth)
  expect(told).toBeGreaterThan(0)
})

it('may sign out from inside a listener', async () => {
  const world = aWorld()
  const auth = await world.start()
  auth.on('session.started', () => void auth.signOut())
  await world.signIn(auth)
  await world.settle()
  expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'user' })
})

it('tells about every renewal of a session once', async () => {
  const world = aWorld()
  const auth = await world.start()
  const told: (keyof AuthEvents)[] = []
  auth.on('session.started', () => told.push('session.started'))
  auth.on('session.refreshed', () => told.push('session.refreshed'))
  await world.signIn(auth)
  await world.advance('110s')
  expect(told).toEqual(['session.started', 'session.refreshed', 'session.refreshed'])
  expect(world.server.refreshRequests).toBe(2)
})

it('tells the other tabs of a renewal too, and not of a sign-in', async () => {
  const world = aWorld()
  const [first, second] = [await world.start(), await world.start()]
  const told: string[] = []
  second.on('session.started', () => told.push('started'))
  second.on('session.refreshed', () => told.push('refreshed'))
  await world.signIn(first)
  await world.advance('55s')
  expect(told).toEqual(['started', 'refreshed'])
})

it('warns once when renewing has failed three times in a row', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const warnings: string[] = []
  auth.on('warning', ({ kind }) => warnings.push(kind))
  world.server.setAnswer('503')
  await world.advance('40m')
  expect(warnings.filter((kind) => kind === 'repeated_refresh_failure')).toHaveLength(1)
})

it('warns when a login is about to end for good, once per end', async () => {
  const world = aWorld({ refreshTokenTtl: duration(3_600_000) })
  const auth = await world.start()
  const warnings: string[] = []
  auth.on('warning', ({ kind }) => warnings.push(kind))
  await world.signIn(auth)
  await world.advance('30s')
  expect(warnings).toEqual(['reauth_soon'])
})

it('says that an expired token is in use when working offline begins without a live one', async () => {
  const world = aWorld()
  const auth = await signedIn(world)
  const warnings: string[] = []
  auth.on('warning', ({ kind }) => warnings.push(kind))
  world.server.setAnswer('503')
  await world.clock.sleep('10m')
  await world.advance('30s')
  expect(auth.state.status).toBe('OFFLINE_STALE')
  expect(warnings).toContain('expired_token_in_use')
})

it('writes what happens to the log as plain values', async () => {
  const records: LogRecord[] = []
  const world = aWorld({ auth: { log: (record) => records.push(record) } })
  const auth = await signedIn(world)
  world.server.revokeSession()
  await world.advance('2m')
  expect(auth.state.status).toBe('REAUTH_REQUIRED')
  expect(records.map(({ event, level }) => [event, level])).toEqual(
    expect.arrayContaining([
      ['session.started', 'info'],
      ['session.ended', 'info'],
    ]),
  )
  const ended = records.find(({ event }) => event === 'session.ended')
  expect(ended?.fields).toEqual({ status: 'REAUTH_REQUIRED', reason: 'refused' })
})

it('writes no free text of a server to the log, and only fields it knows (IR-05)', async () => {
  const records: LogRecord[] = []
  const world = aWorld({ auth: { log: (record) => records.push(record) } })
  await signedIn(world)
  const said = 'forged line\r\n{"level":"info","event":"session.started"}'
  world.server.enqueue({ error: 'invalid_client', description: said })
  await world.advance('2m')
  const entered = records.find(({ event }) => event === 'offline.entered')
  expect(entered?.fields).toMatchObject({ reason: 'misconfigured' })
  expect(records.flatMap(({ fields }) => Object.values(fields)).join('|')).not.toContain('forged')
  expect(records.filter(({ fields }) => Object.values(fields).some((value) => /[\r\n]/.test(String(value))))).toEqual(
    [],
  )
})

it('numbers the accounts in the log, where a hash would fit the same person everywhere (IR-06)', async () => {
  const records: LogRecord[] = []
  const world = aWorld({ auth: { log: (record) => records.push(record) } })
  const hashes = new Set<string>()
  const auth = await world.start()
  auth.on('session.started', ({ account }) => hashes.add(account))
  for (const name of ['mira', 'ben', 'mira']) {
    world.server.signInAs(name)
    await world.signIn(auth)
    await auth.signOut()
    await world.settle()
  }
  expect(hashes.size).toBe(2)
  const started = records.filter(({ event }) => event === 'session.started')
  expect(started.map(({ fields }) => fields['account'])).toEqual([1, 2, 1])
  const log = JSON.stringify(records)
  expect([...hashes].filter((hash) => log.includes(hash))).toEqual([])
})

it('goes on when the log throws', async () => {
  const log = (): never => {
    throw new Error('the disk of the log is full')
  }
  const auth = await signedIn(aWorld({ auth: { log } }))
  expect(auth.state.status).toBe('ACTIVE')
})
