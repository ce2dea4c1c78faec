import { declaredEntries } from '../../scripts/entries.ts'

export type Layer = {
  readonly name: string
  readonly holds: (path: string) => boolean
  /** Our own files this layer may import. */
  readonly may: (to: string, from: string) => boolean
  /** Packages it may import; a technology belongs to the files that exist for it. */
  readonly packages: (name: string, from: string) => boolean
}

const within =
  (...folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`))

const only =
  (...names: readonly string[]) =>
  (name: string): boolean =>
    names.includes(name)

const notCore = within('src/react', 'src/visualizer', 'src/inspect', 'src/testing', 'src/storybook', 'src/cli')
const core = (path: string): boolean => within('src')(path) && !notCore(path)
const secrets = within('src/vault', 'src/refresh')

/** What the core shows to those who look at it: all of it but the parts that hold tokens. */
const coreInPublic = (path: string): boolean => core(path) && !secrets(path)

const technologies: Readonly<Record<string, readonly string[]>> = {
  '@simplewebauthn/browser': ['adapters/step-up/webauthn'],
  '@casl/ability': ['adapters/policy/casl'],
  idb: ['adapters/storage/indexed-db'],
  ky: ['adapters/http/ky', 'adapters/identity/json-api'],
  oauth4webapi: ['adapters/identity/dpop', 'adapters/identity/oidc'],
}

// Handed no clock, an adapter tells the time by the host's: the one adapter that others know.
const defaultClock = 'adapters/clock/system.ts'

const entries = new Set(declaredEntries().map(({ source }) => technologyOf(source)))

/** What stands in the same port's folder and is no adapter of its own, or belongs to the same adapter. */
function isOwnPart(to: string, from: string): boolean {
  const [, fromPort] = from.split('/')
  const [top, toPort] = to.split('/')
  const technology = technologyOf(to)
  return top === 'adapters' && toPort === fromPort && (!entries.has(technology) || technology === technologyOf(from))
}

/** `adapters/<port>/<technology>`: the file of that name, or the folder beside it. */
function technologyOf(path: string): string {
  return path
    .replace(/\.tsx?$/, '')
    .split('/')
    .slice(0, 3)
    .join('/')
}

/** The arrows of ARCHITECTURE.md, one row a layer. A file in no row breaks the rule too. */
export const layers: readonly Layer[] = [
  {
    name: 'machines',
    holds: within('machines'),
    may: within('machines'),
    packages: only('xstate'),
  },
  {
    name: 'core',
    holds: core,
    may: (to) => core(to) || within('machines')(to),
    packages: only('xstate'),
  },
  {
    name: 'presets',
    holds: within('adapters/presets'),
    may: (to) => within('adapters', 'src/ports', 'src/ports.ts')(to),
    packages: only(),
  },
  {
    name: 'adapters',
    holds: (path) => within('adapters')(path) && !within('adapters/presets')(path),
    // Reading a foreign answer is the core's one safe way for all of them; spans and moments are branded in one place.
    may: (to, from) =>
      within('src/ports', 'src/ports.ts', 'src/exchange', 'machines/time.ts', defaultClock)(to) || isOwnPart(to, from),
    packages: (name, from) => technologies[name]?.includes(technologyOf(from)) ?? false,
  },
  {
    name: 'react',
    holds: within('src/react'),
    may: (to) => within('src/react')(to) || coreInPublic(to),
    packages: only('react', '@xstate/react'),
  },
  {
    name: 'visualizer',
    holds: within('src/visualizer'),
    may: (to) => within('src/visualizer', 'src/inspect', 'machines')(to),
    // The viewer is a page of its own: what draws it there is bundled into it.
    packages: (name, from) =>
      only('react', 'xstate', '@xstate/react')(name) ||
      (name.startsWith('react-dom') && from === 'src/visualizer/viewer/main.tsx'),
  },
  {
    name: 'inspect',
    holds: within('src/inspect'),
    may: (to) => within('src/inspect', 'machines')(to) || coreInPublic(to),
    packages: only('xstate', '@statelyai/inspect'),
  },
  {
    name: 'testing',
    holds: within('src/testing'),
    // A test world's disk is the shipped memory store: what passes there passes for an app.
    may: (to) =>
      (within('src', 'machines')(to) && !within('src/visualizer', 'src/react')(to)) ||
      to === 'adapters/storage/memory.ts',
    packages: (name, from) =>
      name === 'xstate' || (name === 'vitest' && within('src/testing/vitest.ts', 'src/testing/vitest')(from)),
  },
  {
    name: 'storybook',
    holds: within('src/storybook'),
    // A story's session is lived on a test world, over the same shipped memory store.
    may: (to) =>
      within('src/storybook', 'src/testing', 'src/react', 'machines')(to) ||
      coreInPublic(to) ||
      to === 'adapters/storage/memory.ts',
    packages: only('react'),
  },
  {
    name: 'cli',
    holds: within('src/cli'),
    may: (to) => within('src/cli', 'src/visualizer', 'machines')(to),
    // The module to draw is named on the command line.
    packages: (name, from) =>
      name.startsWith('node:') ||
      name === 'xstate' ||
      (name === '@resvg/resvg-js' && from === 'src/cli/draw-png.ts') ||
      (name === 'computed-import' && from === 'src/cli/read-chart.ts'),
  },
]
