import { describe, expect, it } from 'vitest'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { scene } from './a-world.ts'

const refused = { status: 'REAUTH_REQUIRED', reason: 'interaction_required' } as const
const locked = { status: 'LOCKED', reason: 'account_disabled' } as const
const revoked = { status: 'REAUTH_REQUIRED', reason: 'refused' } as const

/** Both tabs show how the first session ended; then one sleeps while the other signs in, and that session ends otherwise. */
describe('a session that began and ended next door while this tab slept', () => {
  it.each([
    ['locked', 'refused', locked, refused],
    ['refused', 'locked', refused, locked],
    ['revoked', 'refused', revoked, refused],
  ] as const)('MT-07 is shown as a new tab shows it: first %s, then %s', async (first, second, before, after) => {
    let ending: 'locked' | 'refused' | 'revoked' | null = null
    await scene(
      'none',
      async ({ world: { open, server, time }, tab, pass }) => {
        const next = open()
        const end = async (how: typeof ending): Promise<void> => {
          ending = how
          server.disable('mira', how === 'locked')
          if (how === 'revoked') for (const family of server.families) server.end(family, 'revoked')
          await pass(60_000)
        }
        await end(first)
        expect([tab, next].map(({ auth }) => auth.state)).toMatchObject([before, before])
        tab.freeze(time.now)
        await end(null)
        void signIn(next)
        await pass(1_000)
        expect(next.auth.state.status).toBe('ACTIVE')
        await end(second)
        expect(next.auth.state).toMatchObject(after)
        tab.thaw()
        await pass(5_000)
        expect(tab.auth.state).toMatchObject(after)
      },
      {
        store: () => null,
        network: (_, method) =>
          ending === 'refused' && method === 'refresh'
            ? { answer: 'interaction', there: 30, back: 30, acts: false, retryAfter: null }
            : null,
      },
    )
  })
})
