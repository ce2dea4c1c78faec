import { describe, expect, it } from 'vitest'
import { tokenSource } from '../../../adapters/identity/token-source.ts'
import { accounts } from '../../../src/accounts/index.ts'
import { sourcedWorld } from './sourced-world.ts'

describe('a session whose refresh token another SDK owns', () => {
  it('takes the session that the SDK has, and serves its token', async () => {
    const { signedIn } = sourcedWorld()
    const auth = await signedIn()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira', name: 'Mira' } })
    expect(await auth.getAccessToken()).toBe('first')
  })

  it('counts a generation where the token changed, and none where it did not', async () => {
    const { world, sdk, token, signedIn } = sourcedWorld()
    const auth = await signedIn()
    const { generation } = await auth.access()
    sdk.changed()
    await world.settle()
    expect((await auth.access()).generation).toBe(generation)
    sdk.now = token('renewed by its own timer')
    sdk.changed()
    await world.settle()
    expect(await auth.access()).toEqual({ token: 'renewed by its own timer', generation: generation + 1 })
    expect(sdk.asked.filter((fresh) => fresh)).toEqual([])
  })

  it('RF-07 asks in no circle for a token that lives for longer than any is believed to', async () => {
    const { world, sdk, signedIn } = sourcedWorld({ identity: sameForAMonth() })
    let reads = 0
    function sameForAMonth() {
      const ends = Date.UTC(2026, 0, 31)
      return tokenSource({
        issuer: 'https://id.test',
        client: 'app',
        read: async () => {
          reads += 1
          // Else a circle would never end.
          if (reads > 100) await new Promise(() => {})
          return { token: 'the same', subject: 'mira', expiresAt: ends }
        },
        signOut: async () => {},
      })
    }
    const auth = await signedIn()
    expect(sdk.asked).toEqual([])
    for (let hours = 0; hours < 49; hours += 1) await world.advance('1h')
    expect(auth.state).toMatchObject({ status: 'ACTIVE' })
    expect(reads).toBeLessThan(10)
  })

  it('asks the SDK for another token where an API refused this one', async () => {
    const { world, sdk, signedIn } = sourcedWorld()
    const auth = await signedIn()
    const { generation } = await auth.access()
    await world.advance('1m')
    const answer = auth.rejected({ generation, origin: 'https://api.test' })
    await world.settle()
    expect((await answer)?.token).toBe('renewed-1')
    expect(sdk.renewals).toBe(1)
  })

  it('asks for a sign-in, with a reason, where the SDK has lost its session: nobody is signed out in silence', async () => {
    const { world, sdk, signedIn } = sourcedWorld()
    const auth = await signedIn()
    sdk.now = null
    sdk.changed()
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'refused', user: { id: 'mira' } })
  })

  it('stays offline and signed in where the SDK can’t reach its server, and goes on by itself', async () => {
    const { world, sdk, token, signedIn } = sourcedWorld()
    const auth = await signedIn()
    sdk.trouble = new TypeError('Failed to fetch')
    await world.advance('10m')
    await world.advance('5s')
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'network_unavailable', user: { id: 'mira' } })
    sdk.trouble = null
    sdk.now = token('again')
    sdk.changed()
    await world.settle()
    expect(auth.state.status).toBe('ACTIVE')
    expect(await auth.getAccessToken()).toBe('again')
  })

  it.each([
    [{ status: 503, error: 'invalid_grant' }, 'OFFLINE_STALE', 'server_unavailable'],
    [{ status: 429, code: 'over_request_rate_limit' }, 'OFFLINE_STALE', 'throttled'],
    [{ error: 'login_required' }, 'REAUTH_REQUIRED', 'interaction_required'],
    [{ status: 400, error: 'invalid_grant' }, 'REAUTH_REQUIRED', 'refused'],
    [{ status: 0, name: 'AuthRetryableFetchError' }, 'OFFLINE_STALE', 'network_unavailable'],
  ])('reads of the SDK’s error %j that it is %s', async (error, status, reason) => {
    const { world, sdk, signedIn } = sourcedWorld()
    const auth = await signedIn()
    sdk.trouble = Object.assign(new Error('Cannot renew'), error)
    await world.advance('10m')
    await world.advance('5s')
    expect(auth.state).toMatchObject({ status, reason })
  })

  it('takes nobody else’s token for this person’s', async () => {
    const { world, sdk, token, signedIn } = sourcedWorld()
    const auth = await signedIn()
    sdk.now = token('of somebody else', 'jonas')
    sdk.changed()
    await world.settle()
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'identity_mismatch', user: { id: 'mira' } })
  })

  it('lets two tabs meet in one generation, without a lock', async () => {
    const { world, sdk, token, signedIn } = sourcedWorld()
    const first = await signedIn()
    const second = await world.start()
    await world.advance('5m')
    sdk.now = token('of both')
    await world.advance('5m')
    const [a, b] = [await first.access(), await second.access()]
    expect([a.token, b.token]).toEqual(['of both', 'of both'])
    expect(a.generation).toBe(b.generation)
  })

  it('has the SDK forget its session at a sign-out, without a network too', async () => {
    const { world, sdk, signedIn } = sourcedWorld()
    const auth = await signedIn()
    world.switchNetwork('offline')
    const done = auth.signOut()
    await world.settle()
    await done
    expect([auth.state.status, sdk.forgotten, sdk.now]).toEqual(['SIGNED_OUT', 1, null])
  })

  it('is one person’s: several accounts are refused', () => {
    const { world } = sourcedWorld()
    expect(() => world.open({ accounts: accounts() })).toThrow(
      expect.objectContaining({ code: 'invalid_option', option: 'accounts' }),
    )
  })
})

describe('tokenSource', () => {
  it('names what is missing at creation', () => {
    const options = { issuer: 'i', client: 'c', read: async () => null, signOut: async () => {} }
    expect(() => tokenSource({ ...options, read: undefined as never })).toThrow('Cannot create tokenSource: read')
    expect(() => tokenSource({ ...options, signOut: undefined as never })).toThrow('Cannot create tokenSource: signOut')
  })
})
