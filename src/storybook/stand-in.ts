import { memory } from '../../adapters/storage/memory.ts'
import type { Auth } from '../auth.ts'
import type { Store } from '../ports/store.ts'
import { createTestWorld, type TestWorld } from '../testing/test-world.ts'
import type { AuthStatus } from '../view.ts'

/** Whether a story has a network. */
export type StoryNetwork = 'online' | 'offline'

/** Where a story's session stands. */
export interface StorySession {
  /** Default: ACTIVE. */
  readonly state?: AuthStatus
  /** From then on. Default: whatever the state needs. */
  readonly network?: StoryNetwork
  /** How much time passes after that, as text such as `'3h'`. Default: none. */
  readonly clock?: `${number}${'s' | 'm' | 'h' | 'd'}`
}

/** A session of a story: the shipped code on a device of its own. */
export interface StandIn {
  readonly auth: Auth
  /** The device, for play functions that go on from here. */
  readonly world: TestWorld
}

const ways: Readonly<Record<AuthStatus, (standing: StandIn) => Promise<void>>> = {
  RESTORING: async () => {},
  SIGNED_OUT: ({ world }) => world.settle(),
  ACTIVE: signIn,
  async REFRESHING(standing) {
    await signIn(standing)
    standing.world.server.hold()
    const due = standing.auth.actor.getSnapshot().context.refreshDueAt ?? standing.auth.now()
    await standing.world.advance(Math.max(0, due - standing.auth.now()))
  },
  async OFFLINE_STALE(standing) {
    await signIn(standing)
    standing.world.switchNetwork('offline')
    await standing.world.advance('5s')
  },
  async REAUTH_REQUIRED(standing) {
    await signIn(standing)
    standing.world.server.revokeSession()
    await standing.world.advance('61m')
  },
  async LOCKED(standing) {
    await signIn(standing)
    standing.world.server.disable()
    await standing.world.advance('61m')
  },
}

/** Lives a session until it stands where a story wants it. Nothing is mocked: what follows is what would follow. */
export async function standIn({ state = 'ACTIVE', network, clock }: StorySession): Promise<StandIn> {
  const world = createTestWorld()
  const { auth } = world.open(state === 'RESTORING' ? { store: silent(memory({ clock: world.clock })) } : {})
  const standing = { auth, world }
  await ways[state](standing)
  if (network !== undefined) {
    world.switchNetwork(network)
    await world.advance('15s')
  }
  if (clock !== undefined) await world.advance(clock)
  return standing
}

async function signIn({ world, auth }: StandIn): Promise<void> {
  await world.settle()
  await world.signIn(auth)
}

/** A store that never answers: what a story about opening wants to look at. */
function silent(store: Store): Store {
  return { ...store, read: () => new Promise(() => {}) }
}
