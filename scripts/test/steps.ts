import { packedTarball } from '../pack.ts'
import { tool, vitest, type Step } from './step.ts'

/** Everything `npm test` runs. Order is priority: a step starts as soon as its `after` has passed and a core is free. */
export const steps: readonly Step[] = [
  tool('build', ['tsdown']),
  tool('types', ['tsc', '-b']),
  tool('format', ['oxfmt', '--check']),
  tool('lint', ['oxlint', '--type-aware', '--deny-warnings']),
  tool('knip', ['knip', '--no-progress']),
  tool('viewer', ['node', 'scripts/viewer.ts'], { after: ['build'] }),
  tool('pack', ['node', 'scripts/pack.ts'], { after: ['viewer'] }),
  tool('publint', ['publint', 'run', '--strict', packedTarball], { after: ['pack'] }),
  // A page has no types.
  tool('attw', ['attw', '--profile', 'esm-only', packedTarball, '--exclude-entrypoints', 'viewer.html'], {
    after: ['pack'],
  }),
  vitest('architecture'),
  vitest('contract'),
  // The command line brings the viewer along.
  vitest('unit', { after: ['viewer'], limitMinutes: 20 }),
  // Every branch of what decides is taken by a test.
  tool('coverage', ['vitest', 'run', '--config', 'scripts/branches/vitest.config.ts']),
  tool('sweep', ['node', 'scripts/sweep.ts']),
  // Twenty thousand histories, one half on each core.
  simulation('sim', 1),
  simulation('sim 2', 10_001),
  vitest('model'),
  vitest('dom'),
  vitest('package', { after: ['viewer'] }),
  vitest('browser', { after: ['chromium'], alone: true, limitMinutes: 20 }),
  {
    name: 'stories',
    command: ['vitest', 'run', '--config', 'vitest.stories.config.ts'],
    counts: 'vitest',
    after: ['chromium'],
    alone: true,
    limitMinutes: 20,
  },
]

function simulation(name: string, seed: number): Step {
  const count = ['--schedules', '10000', '--seed', String(seed)]
  return tool(name, ['node', '--max-semi-space-size=64', 'scripts/sim.ts', ...count], { limitMinutes: 20 })
}
