import { afterEach } from 'vitest'
import { duration } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import type { Platform } from '../../src/ports/world.ts'
import {
  createTestWorld,
  type TabOptions,
  type TestWorld,
  type TestWorldOptions,
} from '../../src/testing/test-world.ts'

const open = new Set<TestWorld>()
afterEach(() => {
  for (const world of open) world.dispose()
  open.clear()
})

/** A world with tokens of a minute, gone after the test. */
export function aWorld(options: TestWorldOptions = {}): TestWorld {
  const world = createTestWorld({ accessTokenTtl: duration(60_000), ...options })
  open.add(world)
  return world
}

/** A tab in which somebody has signed in. */
export async function signedIn(world: TestWorld, options: TabOptions = {}): Promise<Auth> {
  const auth = await world.start(options)
  await world.signIn(auth)
  return auth
}

/** A tab that no hint reaches, as in a frozen page; its locks are everybody's. */
export function deaf({ tabs }: Platform): Partial<Platform> {
  return { tabs: { ...tabs, subscribe: () => () => {} } }
}

/** What a promise has come to by now: waiting for it would hang where it never ends. */
export function outcomeOf(promise: Promise<unknown>): { readonly current: string } {
  const outcome = { current: 'pending' }
  promise.then(
    (value) => {
      outcome.current = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')
    },
    (error: unknown) => {
      outcome.current = `rejected: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`
    },
  )
  return outcome
}
