import { after, duration } from '../../../machines/index.ts'
import { minute, signIn } from './acts.ts'
import type { Scenario } from './scenario.ts'

/** The device itself gives trouble. */
export const troubledDevice = [
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
