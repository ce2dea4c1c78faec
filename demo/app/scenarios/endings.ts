import { duration } from '../../../machines/index.ts'
import { intoTheTunnel, minute, outOfTheTunnel, signIn } from './acts.ts'
import type { Scenario } from './scenario.ts'

/** Somebody ends the session. */
export const endings = [
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
] as const satisfies readonly Scenario[]
