import { intoTheTunnel, minute, outOfTheTunnel, signIn } from './acts.ts'
import type { Scenario } from './scenario.ts'

/** The server can’t be asked; nobody is signed out. */
export const outOfReach = [
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
] as const satisfies readonly Scenario[]
