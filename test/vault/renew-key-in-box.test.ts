import { expect, it } from 'vitest'
import { ends, password } from '../accounts/people.ts'
import { boxWorld, loot, right, unlock, withPin, words } from '../step-up/box-world.ts'

it('renews the key around what lies in a PIN’s box, which stays shut to whoever lacks the PIN (ST-01)', async () => {
  const given = boxWorld()
  const { world, sent } = given
  const { auth } = await withPin(given)
  world.switchNetwork('online')
  world.server.enqueue({ error: 'invalid_grant' })
  auth.report({ kind: 'revoked' })
  await world.advance('30s')
  expect(auth.state.status).toBe('REAUTH_REQUIRED')
  world.switchNetwork('offline')
  await world.advance('5s')
  world.switchNetwork('online')
  expect(await ends(world, auth.signIn(password))).toEqual({ status: 'signed_in' })
  for (let look = 0; look < 5; look += 1) await world.settle()
  expect(world.disk.oldKeys.size).toBe(1)
  expect(await loot(world)).toEqual([])
  await world.advance('2m')
  expect(sent).toEqual([words])
  auth.dispose()
  for (let start = 0; start < 2; start += 1) {
    await world.clock.sleep('2h')
    const next = world.open()
    await world.settle()
    await unlock(world, next.auth, [right])
    await world.advance('2m')
    expect(next.auth.state.isAuthenticated).toBe(true)
    next.auth.dispose()
  }
  expect(world.disk.oldKeys.size).toBe(0)
  expect(await loot(world)).toEqual([])
})
