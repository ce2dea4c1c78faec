import { after, duration } from '../../machines/index.ts'
import type { Act, Scenario } from './scenario.ts'

const minute = duration(60_000)

const signIn: Act = {
  says: 'Mira signs in.',
  does: ({ world, auth }) => world.signIn(auth),
  status: 'ACTIVE',
}

const intoTheTunnel: Act = {
  says: 'The network is gone, and after three seconds of doubt the app believes it.',
  async does({ world }) {
    world.switchNetwork('offline')
    await world.advance('4s')
  },
  status: 'OFFLINE_STALE',
  reason: 'network_unavailable',
}

const outOfTheTunnel = async ({ world }: Parameters<Act['does']>[0]): Promise<void> => {
  world.switchNetwork('online')
  await world.advance('15s')
}

export const scenarios = [
  {
    id: 'tunnel',
    title: 'Fly into a tunnel',
    acts: [
      signIn,
      intoTheTunnel,
      {
        says: 'Two hours pass, and the access runs out. Nobody is signed out.',
        does: ({ world }) => world.advance('2h'),
        status: 'OFFLINE_STALE',
        reason: 'network_unavailable',
      },
      { says: 'The network is back.', does: outOfTheTunnel, status: 'ACTIVE' },
    ],
  },
  {
    id: 'laptop-sleeps',
    title: 'The laptop sleeps over night',
    acts: [
      signIn,
      {
        says: 'The lid is closed for nine hours; on waking the access is renewed.',
        async does({ world }) {
          await world.clock.sleep('9h')
          await world.advance('1s')
        },
        status: 'ACTIVE',
      },
    ],
  },
  {
    id: 'second-tab-signs-out',
    title: 'A second tab signs out',
    acts: [
      signIn,
      {
        says: 'Another tab of the app signs out; this one follows.',
        async does({ world }) {
          const other = await world.start()
          const answer = other.signOut()
          await world.advance('250ms')
          await answer
        },
        status: 'SIGNED_OUT',
        reason: 'other_tab',
      },
    ],
  },
  {
    id: 'refresh-refused',
    title: 'The server refuses to renew',
    world: { accessTokenTtl: minute },
    acts: [
      signIn,
      {
        says: 'The access is revoked at the provider, and the app hears of it at the next renewal.',
        async does({ world }) {
          world.server.revokeSession()
          await world.advance('2m')
        },
        status: 'REAUTH_REQUIRED',
        reason: 'refused',
      },
      { says: 'Mira signs in again and is where she left off.', does: signIn.does, status: 'ACTIVE' },
    ],
  },
  {
    id: 'token-reused',
    title: 'The answer to a renewal is lost',
    world: { accessTokenTtl: minute, rotation: { reuseGrace: duration(0) } },
    acts: [
      signIn,
      {
        says: 'The server renews, its answer never arrives, and the second try counts as a copy.',
        async does({ world }) {
          world.server.enqueue('lost')
          await world.advance('2m')
        },
        status: 'REAUTH_REQUIRED',
        reason: 'rotation_lost',
      },
    ],
  },
  {
    id: 'account-disabled',
    title: 'The account is switched off while offline',
    world: { accessTokenTtl: minute },
    acts: [
      signIn,
      intoTheTunnel,
      {
        says: 'The organisation switches the account off. Offline, nobody can know.',
        async does({ world }) {
          world.server.disable()
          await world.advance('5m')
        },
        status: 'OFFLINE_STALE',
        reason: 'network_unavailable',
      },
      {
        says: 'The network is back, the app asks, and the server says no.',
        does: outOfTheTunnel,
        status: 'LOCKED',
        reason: 'account_disabled',
      },
    ],
  },
  {
    id: 'clock-set-back',
    title: 'The clock is set back',
    acts: [
      signIn,
      {
        says: 'Somebody sets the clock back by a day. The session stays.',
        async does({ world }) {
          await world.clock.setWall(after(world.clock.wall(), -24 * 60 * minute))
          await world.advance('1m')
        },
        status: 'ACTIVE',
      },
    ],
  },
  {
    id: 'captive-portal',
    title: 'A hotel’s network wants a login',
    world: { accessTokenTtl: minute },
    acts: [
      signIn,
      {
        says: 'Every request is answered by the hotel’s own page.',
        async does({ world }) {
          world.server.setAnswer('portal')
          await world.advance('2m')
        },
        status: 'OFFLINE_STALE',
        reason: 'captive_portal',
      },
      {
        says: 'Mira logs in to the hotel’s network.',
        async does({ world }) {
          world.server.setAnswer(null)
          await world.advance('10m')
        },
        status: 'ACTIVE',
      },
    ],
  },
  {
    id: 'server-down',
    title: 'The sign-in server is down',
    world: { accessTokenTtl: minute },
    acts: [
      signIn,
      {
        says: 'The server answers 503. Nobody is signed out.',
        async does({ world }) {
          world.server.setAnswer('503')
          await world.advance('2m')
        },
        status: 'OFFLINE_STALE',
        reason: 'server_unavailable',
      },
      {
        says: 'The server is well again.',
        async does({ world }) {
          world.server.setAnswer(null)
          await world.advance('10m')
        },
        status: 'ACTIVE',
      },
    ],
  },
  {
    id: 'storage-full',
    title: 'The device is full',
    world: { accessTokenTtl: minute },
    acts: [
      signIn,
      {
        says: 'The access is renewed, but there is no room to keep it. This tab goes on with it.',
        async does(stage) {
          stage.fill(true)
          await stage.world.advance('51s')
        },
        status: 'ACTIVE',
      },
      {
        says: 'There is room again, and it is kept.',
        async does(stage) {
          stage.fill(false)
          await stage.world.advance('10s')
        },
        status: 'ACTIVE',
      },
    ],
  },
  {
    id: 'killed-while-renewing',
    title: 'The app is killed between renewing and saving',
    world: { accessTokenTtl: minute, rotation: { reuseGrace: duration(30_000) } },
    acts: [
      signIn,
      {
        says: 'The server renews, and before the answer is kept the app is killed and opened again.',
        async does(stage) {
          const release = stage.world.server.hold()
          await stage.world.advance('51s')
          stage.kill()
          release()
          await stage.reopen()
          await stage.world.settle()
        },
        status: 'ACTIVE',
      },
    ],
  },
] as const satisfies readonly Scenario[]

export type ScenarioId = (typeof scenarios)[number]['id']

export function scenarioOf(id: ScenarioId): Scenario {
  const found = scenarios.find((one) => one.id === id)
  if (found === undefined) throw new TypeError(`Cannot play ${id}: there is no such scenario`)
  return found
}
