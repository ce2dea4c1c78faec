import { afterEach, expect } from 'vitest'
import { tokenSource, type SourceToken } from '../../../adapters/identity/token-source.ts'
import type { AuthOptions } from '../../../src/options.ts'
import { createTestWorld, type TestWorld } from '../../../src/testing/test-world.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** An SDK's part: what it has, how it answers, and what was asked of it. */
export function sourcedWorld(more: Partial<AuthOptions> = {}) {
  const sdk = {
    now: null as SourceToken | null,
    trouble: null as Error | null,
    asked: [] as boolean[],
    forgotten: 0,
    changed: (): void => {},
    renewals: 0,
  }
  const token = (text: string, subject = 'mira'): SourceToken => ({
    token: text,
    subject,
    expiresAt: world.clock.wall() + 600_000,
    profile: { name: 'Mira' },
  })
  const identity = tokenSource({
    issuer: 'https://id.test',
    client: 'app',
    origins: ['https://api.test'],
    async read({ fresh }) {
      sdk.asked.push(fresh)
      if (sdk.trouble !== null) throw sdk.trouble
      if (fresh && sdk.now !== null) sdk.now = token(`renewed-${(sdk.renewals += 1)}`)
      return sdk.now
    },
    subscribe: (changed) => {
      sdk.changed = changed
      return () => {
        sdk.changed = () => {}
      }
    },
    signOut: async () => {
      sdk.forgotten += 1
      sdk.now = null
    },
  })
  const world: TestWorld = createTestWorld({ auth: { identity, ...more } })
  ends.push(() => world.dispose())
  const signedIn = async (text = 'first') => {
    sdk.now = token(text)
    const auth = await world.start()
    const result = auth.signIn({ via: 'silent' })
    await world.settle()
    expect(await result).toEqual({ status: 'signed_in' })
    return auth
  }
  return { world, sdk, token, identity, signedIn }
}
