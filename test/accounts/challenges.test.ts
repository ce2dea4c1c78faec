import { afterEach, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../../src/testing/test-world.ts'
import { ends, password, twoPeople } from './people.ts'

let world: TestWorld
afterEach(() => world.dispose())

it('SU-08 asks each person for a stronger authentication, whoever has answered before', async () => {
  const challenge = 'Bearer error="insufficient_user_authentication", acr_values="gold"'
  world = createTestWorld({
    serve: () => new Response('{}', { status: 401, headers: { 'www-authenticate': challenge } }),
  })
  let asked = 0
  const { auth, people, mira, ben } = await twoPeople(world, { onChallenge: () => ((asked += 1), password) })
  for (const [account, name] of [
    [mira, 'mira'],
    [ben, 'ben'],
  ] as const) {
    await ends(world, people.switchTo(account))
    world.server.signInAs(name)
    const before = asked
    await ends(world, auth.fetch('https://api.test/approvals', { method: 'POST', body: 'approve 7' }))
    expect([name, asked - before]).toEqual([name, 1])
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: name } })
  }
})
