import { AuthError } from './auth-error.ts'

/** A value that an app may have got wrong in any way. */
export type Given = Readonly<Record<string, unknown>> | null | undefined

interface Shape {
  readonly option: string
  readonly expected: string
  readonly methods?: readonly string[]
  readonly lists?: readonly string[]
  readonly objects?: readonly string[]
}

const identity: Shape = {
  option: 'identity',
  expected: 'an adapter such as oidc(…) or jsonApi(…)',
  methods: ['signIn', 'resume', 'isCallback', 'refresh', 'revoke', 'fetchUser'],
  lists: ['ways', 'origins'],
  objects: ['rotation', 'profile'],
}

const store: Shape = {
  option: 'store',
  expected: 'an adapter such as indexedDb(…) or memory()',
  methods: ['read', 'commit', 'wipe'],
  objects: ['keys', 'traits'],
}

const platform: Shape = {
  option: 'platform',
  expected: 'browser(), or an object with clock, random, tabs, connectivity, navigation, volatile and fetch',
}

const worldPorts: readonly Shape[] = [
  {
    option: 'platform.clock',
    expected: 'systemClock()',
    methods: ['wall', 'monotonic', 'wakeAt', 'wakeAfter', 'lifecycle'],
  },
  { option: 'platform.random', expected: 'systemRandom()', methods: ['id', 'unit'] },
  {
    option: 'platform.tabs',
    expected: 'webLocks() or singleTab()',
    methods: ['exclusive', 'announce', 'subscribe', 'dispose'],
  },
  { option: 'platform.connectivity', expected: 'browserConnectivity()', methods: ['current', 'subscribe'] },
]

/** Throws AuthError with the option's name for a port that is missing or is none. */
export function checkPorts(given: { readonly [Name in 'identity' | 'store' | 'platform']: unknown }): void {
  check(given.identity, identity)
  check(given.store, store)
  check(given.platform, platform)
  const world = given.platform as NonNullable<Given>
  for (const port of worldPorts) check(world[port.option.slice('platform.'.length)], port)
  for (const name of ['fetch', 'volatile']) {
    const port = { option: `platform.${name}`, expected: 'a function' }
    if (world[name] === undefined || world[name] === null) throw new AuthError('missing_option', port)
    if (typeof world[name] !== 'function') throw new AuthError('invalid_option', port)
  }
}

function check(value: unknown, { option, expected, methods = [], lists = [], objects = [] }: Shape): void {
  if (value === undefined || value === null) throw new AuthError('missing_option', { option, expected })
  const port = typeof value === 'object' ? (value as NonNullable<Given>) : null
  const isPort =
    port !== null &&
    methods.every((name) => typeof port[name] === 'function') &&
    lists.every((name) => Array.isArray(port[name])) &&
    objects.every((name) => typeof port[name] === 'object' && port[name] !== null)
  if (!isPort) throw new AuthError('invalid_option', { option, expected })
}
