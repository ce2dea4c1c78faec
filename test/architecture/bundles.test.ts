import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { declaredEntries, root } from '../../scripts/entries.ts'
import { bundleEntry } from './bundle.ts'

/** What the chart says to people travels only with those who show the chart. */
const words = ['machines/words', 'machines/meta', 'machines/ignored', 'machines/describe']

const reactTree = [
  '@xstate/react',
  'react',
  'scheduler',
  'use-isomorphic-layout-effect',
  'use-sync-external-store',
  'xstate',
]

/** The packages an app pays for, entry by entry, and the folders of ours that it may not find in its bundle. */
const expectations: Readonly<Record<string, { packages: readonly string[]; without: readonly string[] }>> = {
  '.': {
    packages: ['xstate'],
    without: ['adapters', 'src/react', 'src/visualizer', 'src/inspect', 'src/testing', 'src/queue/drain', ...words],
  },
  './machine': { packages: ['xstate'], without: ['adapters', 'src', ...words] },
  './machine/words': { packages: [], without: ['adapters', 'src', 'machines/session', 'machines/setup'] },
  './react': {
    packages: reactTree,
    without: ['adapters', 'src/vault', 'src/refresh', 'src/visualizer', 'src/inspect', 'src/testing', ...words],
  },
  './queue': {
    packages: ['xstate'],
    without: ['adapters', 'src/react', 'src/visualizer', 'src/testing', 'src/refresh', 'src/sign-in'],
  },
  './accounts': {
    packages: [],
    without: ['adapters', 'src/react', 'src/visualizer', 'src/testing', 'src/refresh/flight', 'src/queue', ...words],
  },
  './ports': { packages: [], without: ['adapters', 'src/vault', 'src/refresh', 'src/react', ...words] },
  './visualizer': { packages: reactTree, without: ['adapters', 'src/vault', 'src/refresh', 'src/testing'] },
  './visualizer/export': {
    packages: [],
    without: ['adapters', 'src/vault', 'src/refresh', 'src/testing', 'src/react'],
  },
  './inspect': { packages: [], without: ['adapters', 'src/vault', 'src/refresh', 'src/react', 'src/visualizer'] },
  './inspect/stately': {
    packages: [
      '@statelyai/inspect',
      'fast-safe-stringify',
      'isomorphic-ws',
      'partysocket',
      'safe-stable-stringify',
      'superjson',
      'copy-anything',
      'is-what',
      'xstate',
    ],
    without: ['adapters', 'src/vault', 'src/refresh', 'src/react', 'src/visualizer'],
  },
  './storybook': { packages: reactTree, without: ['adapters/identity', 'adapters/http', 'src/visualizer', ...words] },
  './testing': { packages: ['xstate'], without: ['src/react', 'src/visualizer'] },
  // The runner is there already in whatever imports this.
  './testing/vitest': {
    packages: ['@jridgewell/sourcemap-codec', 'chai', 'expect-type', 'magic-string', 'tinybench', 'vitest', 'xstate'],
    without: ['src/react', 'src/visualizer'],
  },
  './http': {
    packages: [],
    without: ['adapters', 'src/react', 'src/vault', 'src/refresh', 'src/queue', 'src/testing'],
  },
  './browser': {
    packages: [],
    without: ['adapters/storage/indexed-db', 'adapters/identity', 'adapters/http', 'src/react'],
  },
  './expo': {
    packages: [],
    without: ['adapters/storage/secret-store', 'adapters/storage/sqlite', 'adapters/identity', 'src/react'],
  },
  './electron': {
    packages: [],
    without: ['adapters/storage/indexed-db', 'adapters/storage/electron', 'adapters/identity', 'src/react'],
  },
  ...Object.fromEntries(
    ['netinfo', 'expo-network', 'app-state', 'deep-link', 'local-authentication'].map((name) => [
      `./adapters/${name}`,
      { packages: [], without: ['adapters/storage', 'adapters/identity', 'adapters/tabs', 'src'] },
    ]),
  ),
  './adapters/indexed-db': { packages: ['idb'], without: ['adapters/identity', 'adapters/tabs', 'src/react'] },
  './adapters/web-storage': { packages: [], without: ['adapters/identity', 'adapters/tabs', 'src/react', 'src/vault'] },
  './adapters/secret-keys': {
    packages: [],
    without: ['adapters/storage/secret-store', 'adapters/storage/document', 'adapters/identity', 'src/vault'],
  },
  './adapters/expo': { packages: [], without: ['adapters/storage/secret-store', 'adapters/storage/sealing', 'src'] },
  './adapters/keychain': {
    packages: [],
    without: ['adapters/storage/secret-store', 'adapters/storage/sealing', 'src'],
  },
  './adapters/sqlite': {
    packages: [],
    without: ['adapters/storage/secret-store', 'adapters/storage/document', 'adapters/identity', 'src/vault'],
  },
  './adapters/secret-store': {
    packages: [],
    without: ['adapters/storage/web-storage', 'adapters/identity', 'adapters/tabs', 'src/react', 'src/vault'],
  },
  ...Object.fromEntries(
    ['electron', 'electron-main', 'electron-preload'].map((name) => [
      `./adapters/${name}`,
      { packages: [], without: ['adapters/storage/sealing', 'adapters/storage/indexed-db', 'src'] },
    ]),
  ),
  './adapters/install-marker': { packages: [], without: ['adapters/identity', 'adapters/tabs', 'src/vault'] },
  './adapters/memory': { packages: [], without: ['adapters/identity', 'adapters/tabs', 'src/react'] },
  './adapters/oidc': {
    packages: ['oauth4webapi'],
    without: ['adapters/identity/dpop', 'adapters/storage', 'adapters/http', 'src/react'],
  },
  './adapters/cookie': {
    packages: [],
    without: ['adapters/storage', 'adapters/http', 'adapters/identity/oidc', 'src/refresh', 'src/react'],
  },
  './adapters/token-source': {
    packages: [],
    without: ['adapters/storage', 'adapters/http', 'adapters/identity/oidc', 'src/refresh', 'src/react'],
  },
  './adapters/dpop': {
    packages: ['oauth4webapi'],
    without: ['adapters/identity/oidc', 'adapters/storage', 'adapters/http', 'src/react'],
  },
  './adapters/json-api': { packages: ['ky'], without: ['adapters/storage', 'adapters/http', 'src/react'] },
  ...Object.fromEntries(
    ['auth0', 'cognito', 'entra', 'firebase', 'google', 'keycloak', 'okta', 'supabase'].map((name) => [
      `./adapters/providers/${name}`,
      { packages: [], without: ['adapters/identity/oidc', 'adapters/identity/json-api', 'src/refresh', 'src/react'] },
    ]),
  ),
  './adapters/browser': { packages: [], without: ['adapters/storage', 'adapters/identity', 'src/react'] },
  './adapters/web-locks': { packages: [], without: ['adapters/storage', 'adapters/identity', 'src/react'] },
  './adapters/single-tab': { packages: [], without: ['adapters/storage', 'adapters/identity', 'src/react'] },
  './adapters/system': { packages: [], without: ['adapters/storage', 'adapters/identity', 'src/react'] },
  './adapters/pin': { packages: [], without: ['adapters/storage', 'adapters/identity', 'src/react'] },
  './adapters/webauthn': {
    packages: ['@simplewebauthn/browser'],
    without: ['adapters/storage', 'adapters/identity', 'adapters/step-up/pin', 'src/react'],
  },
  './adapters/casl': {
    packages: ['@casl/ability', '@ucast/core', '@ucast/js', '@ucast/mongo', '@ucast/mongo2js'],
    without: ['adapters/storage', 'adapters/identity', 'src/policy', 'src/react'],
  },
  './adapters/tanstack-query': { packages: [], without: ['adapters/storage', 'adapters/identity', 'machines', 'src'] },
  './adapters/ky': { packages: ['ky'], without: ['adapters/storage', 'adapters/identity', 'src/react'] },
}

const within = (folder: string) => (path: string) => path.startsWith(`${folder}/`) || path.startsWith(`${folder}.`)

describe('what an app carries', () => {
  it('is written down for every entry of the package', () => {
    expect(declaredEntries().map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(expectations)))
    expect(Object.keys(expectations)).toEqual(expect.arrayContaining(declaredEntries().map(({ name }) => name)))
  })

  it.each(declaredEntries())(
    'holds only its own parts, the inspector in none but its own (IR-03): $name',
    async ({ name, source }) => {
      expect(existsSync(join(root, source)), `${source} does not exist`).toBe(true)
      const { own, packages } = await bundleEntry(source)
      const expected = expectations[name] ?? { packages: [], without: [''] }
      expect(own).toContain(source)
      expect(packages.filter((one) => !expected.packages.includes(one))).toEqual([])
      expect(own.filter((path) => expected.without.some((folder) => within(folder)(path)))).toEqual([])
    },
  )

  it('shows a stowaway, however it came aboard', async () => {
    const results = join(root, '.test-results')
    mkdirSync(results, { recursive: true })
    const folder = mkdtempSync(join(results, 'stowaway-'))
    try {
      writeFileSync(join(folder, 'inner.js'), `export { openDB } from 'idb'`)
      writeFileSync(join(folder, 'entry.js'), `export * from './inner.js'; export const late = () => import('ky')`)
      const { own, packages } = await bundleEntry(join(folder, 'entry.js'))
      expect(packages).toEqual(['idb', 'ky'])
      expect(own.map((path) => path.split('/').at(-1))).toContain('entry.js')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
