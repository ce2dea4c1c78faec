import type { IdentityProvider } from '../../src/ports/identity.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'

/** A provider that can end every session of a user; `asked` says of whom it was asked. */
export function endingAll(world: TestWorld, identity: IdentityProvider, asked: string[] = []): IdentityProvider {
  return {
    ...identity,
    endEverywhere: async (_, { subject }, context) => {
      asked.push(subject)
      world.server.revokeSession()
      return { ok: true, value: null, at: context.now() }
    },
  }
}
