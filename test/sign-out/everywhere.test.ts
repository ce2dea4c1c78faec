import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { IdentityFailure } from '../../src/ports/exchange.ts'
import type { IdentityProvider } from '../../src/ports/identity.ts'
import { scriptedFailure, type ScriptedAnswer } from '../../src/testing/fakes/scripted-answer.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { ends } from '../accounts/people.ts'
import { aWorld, outcomeOf, signedIn } from '../core/worlds.ts'

interface Provider {
  readonly identity: IdentityProvider
  /** What was asked of the server, in order. */
  readonly asked: string[]
  /** How the next requests to end all sessions are answered; then with success. */
  readonly answers: (ScriptedAnswer | 'throws')[]
}

/** A provider whose server can end all of a user's sessions. */
function withEverywhere(world: TestWorld): Provider {
  const { identity } = world
  const asked: string[] = []
  const answers: (ScriptedAnswer | 'throws')[] = []
  return {
    asked,
    answers,
    identity: {
      ...identity,
      revoke: async (token, context) => {
        asked.push('revoke')
        return identity.revoke(token, context)
      },
      endEverywhere: async (accessToken, subject, context) => {
        asked.push(`everywhere: ${subject.subject}`)
        const answer = answers.shift()
        if (answer !== undefined && answer !== 'throws') return scriptedFailure(answer, context.now())
        const isHeard = world.server.accepts(accessToken)
        const failure: IdentityFailure = {
          kind: 'exchange',
          exchange: { kind: 'no_response', cause: 'network' },
        }
        if (!isHeard) return { ok: false, failure, at: context.now() }
        world.server.revokeSession()
        return { ok: true, value: null, at: context.now() }
      },
    },
  }
}

describe('signing out everywhere', () => {
  it('ends the other sessions before it gives up the token that can, and says so', async () => {
    const world = aWorld()
    const { identity, asked } = withEverywhere(world)
    const auth = await signedIn(world, { identity })
    const left = await ends(world, auth.signOut({ mode: 'everywhere' }))
    expect(left).toEqual({
      status: 'signed_out',
      report: { device: 'wiped', server: 'deferred', everywhere: 'ended' },
      isLeaving: false,
    })
    await world.settle()
    expect(asked).toEqual(['everywhere: mira', 'revoke'])
    expect(world.disk.keys.size).toBe(1)
  })

  it('is a hard sign-out that says so where the adapter has no way to ask', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    const left = await ends(world, auth.signOut({ mode: 'everywhere' }))
    expect(left).toMatchObject({ report: { device: 'wiped', server: 'deferred', everywhere: 'unsupported' } })
    expect(world.server.revokedTokens).toHaveLength(1)
  })

  it('waits for the network as long as its access token lives', async () => {
    const world = aWorld({ accessTokenTtl: duration(600_000) })
    const { identity, asked } = withEverywhere(world)
    const auth = await signedIn(world, { identity })
    world.switchNetwork('offline')
    await world.advance('5s')
    const leaving = outcomeOf(auth.signOut({ mode: 'everywhere' }))
    await world.advance('11s')
    expect(leaving.current).toContain('"everywhere":"deferred"')
    expect(asked).toEqual([])
    world.switchNetwork('online')
    await world.advance('1m')
    expect(asked).toEqual(['everywhere: mira', 'revoke'])
  })

  it('is given up, and the own session still revoked, when that token has ended', async () => {
    const world = aWorld()
    const { identity, asked } = withEverywhere(world)
    const auth = await signedIn(world, { identity })
    world.switchNetwork('offline')
    await world.advance('5s')
    const leaving = outcomeOf(auth.signOut({ mode: 'everywhere' }))
    await world.advance('2m')
    expect(leaving.current).toContain('"everywhere":"deferred"')
    world.switchNetwork('online')
    await world.advance('1m')
    expect(asked).toEqual(['revoke'])
    expect(world.server.revokedTokens).toHaveLength(1)
  })

  it('says that it is impossible when no access token lives', async () => {
    const world = aWorld()
    const { identity } = withEverywhere(world)
    const auth = await signedIn(world, { identity })
    world.switchNetwork('offline')
    await world.advance('2m')
    const leaving = outcomeOf(auth.signOut({ mode: 'everywhere' }))
    await world.advance('1s')
    expect(leaving.current).toContain('"everywhere":"impossible"')
    const nobody = await world.start()
    expect(await ends(world, nobody.signOut({ mode: 'everywhere' }))).toMatchObject({
      report: { server: 'nothing', everywhere: 'impossible' },
    })
  })

  it.each<[ScriptedAnswer, string]>([
    ['503', 'deferred'],
    ['429', 'deferred'],
    ['portal', 'deferred'],
    [{ error: 'access_denied' }, 'refused'],
  ])('is told apart when the server answers %j: %s', async (answer, everywhere) => {
    const world = aWorld({ accessTokenTtl: duration(3_600_000) })
    const { identity, answers, asked } = withEverywhere(world)
    const auth = await signedIn(world, { identity })
    answers.push(answer)
    const leaving = outcomeOf(auth.signOut({ mode: 'everywhere' }))
    await world.advance('11s')
    expect(leaving.current).toContain(`"everywhere":"${everywhere}"`)
    await world.advance('10m')
    expect(asked).toEqual(
      everywhere === 'deferred' ? ['everywhere: mira', 'everywhere: mira', 'revoke'] : ['everywhere: mira', 'revoke'],
    )
  })

  it('does not ask again for what has been done when only the revocation fails', async () => {
    const world = aWorld({ accessTokenTtl: duration(3_600_000) })
    const { identity, asked } = withEverywhere(world)
    const auth = await signedIn(world, { identity })
    world.server.setAnswer('503')
    const leaving = outcomeOf(auth.signOut({ mode: 'everywhere' }))
    await world.advance('5s')
    expect(leaving.current).toContain('"everywhere":"ended"')
    world.server.setAnswer(null)
    await world.advance('10m')
    expect(asked).toEqual(['everywhere: mira', 'revoke', 'revoke'])
  })
})

describe('what is told of a sign-out', () => {
  it('says how the device stands, and later what the server said', async () => {
    const world = aWorld()
    const auth = await signedIn(world)
    const told: unknown[] = []
    auth.on('signOut.delivered', ({ outcome }) => told.push(outcome))
    const left = await ends(world, auth.signOut({ mode: 'soft' }))
    expect(left).toMatchObject({ report: { device: 'gated', server: 'deferred', everywhere: null } })
    await world.settle()
    expect(told).toEqual(['revoked'])
  })

  it('says what was refused, and what became too old to ask for (SO-05, SO-07)', async () => {
    for (const [answer, wait, outcome] of [
      [{ error: 'invalid_client' }, '1m', 'refused'],
      ['lost', '91d', 'expired'],
    ] as const) {
      const world = aWorld()
      const auth = await signedIn(world)
      const told: string[] = []
      auth.on('signOut.delivered', (event) => told.push(event.outcome))
      world.server.setAnswer(answer)
      await ends(world, auth.signOut())
      await world.advance(wait)
      expect(told).toEqual([outcome])
      expect(JSON.stringify([...world.disk.rows.keys()])).not.toContain('revocation')
      auth.dispose()
    }
  })

  it('has nothing to tell the server where nobody is signed in', async () => {
    const world = aWorld()
    const auth = await world.start()
    expect(await ends(world, auth.signOut())).toEqual({
      status: 'signed_out',
      report: { device: 'wiped', server: 'nothing', everywhere: null },
      isLeaving: false,
    })
  })
})
