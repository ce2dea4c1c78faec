import { describe, expect, it } from 'vitest'
import { wrongArrows } from './arrows.ts'
import { importsOf } from './imports.ts'
import { plant, readTree } from './source-tree.ts'

const shipped = readTree('{machines,src,adapters}/**/*.{ts,tsx}')

describe('the arrows of the architecture', () => {
  it('all point the right way in what ships', () => {
    expect(wrongArrows(shipped)).toEqual([])
  })

  it('lead to files that exist, so that no rule is passed by a path nobody can follow', () => {
    const lost = importsOf(shipped).filter(({ kind, to }) => kind === 'own' && !shipped.has(to))
    expect(lost).toEqual([])
  })

  it.each([
    ['a machine that reaches into the core', 'machines/session.ts', `import { vault } from '../src/vault/vault.ts'`],
    ['a machine that takes a package', 'machines/session.ts', `import { get } from 'idb'`],
    ['a machine that takes Node', 'machines/session.ts', `import { join } from 'node:path'`],
    ['a core that knows React', 'src/create-auth.ts', `import { useState } from 'react'`],
    ['a core that knows an adapter', 'src/create-auth.ts', `import { oidc } from '../adapters/identity/oidc.ts'`],
    [
      'a core that knows an adapter by type',
      'src/a.ts',
      `export type A = import('../adapters/tabs/web-locks.ts').Locks`,
    ],
    ['a core that carries the visualizer', 'src/create-auth.ts', `export { AuthChart } from './visualizer/index.ts'`],
    ['a core that loads the test kit late', 'src/create-auth.ts', `await import('./testing/index.ts')`],
    ['a core that hides what it loads', 'src/create-auth.ts', `await import(['re', 'act'].join(''))`],
    ['an adapter that knows another', 'adapters/identity/oidc.ts', `export * from '../storage/indexed-db.ts'`],
    ['an adapter with another’s technology', 'adapters/identity/oidc.ts', `import ky from 'ky'`],
    ['an adapter that knows its sibling', 'adapters/tabs/single-tab.ts', `import { webLocks } from './web-locks.ts'`],
    ['an adapter that knows a clock’s insides', 'adapters/tabs/locks.ts', `import '../clock/host-time.ts'`],
    [
      'an adapter that opens the vault',
      'adapters/storage/memory.ts',
      `import type { Row } from '../../src/vault/row.ts'`,
    ],
    [
      'an adapter that knows the chart',
      'adapters/tabs/web-locks.ts',
      `import type { E } from '../../machines/events.ts'`,
    ],
    [
      'a hook that picks its adapter',
      'src/react/provider.tsx',
      `import { memory } from '../../adapters/storage/memory.ts'`,
    ],
    ['a hook that opens the vault', 'src/react/provider.tsx', `import { open } from '../vault/open.ts'`],
    ['a drawing that knows the vault', 'src/visualizer/chart.tsx', `import { open } from '../vault/open.ts'`],
    ['a test kit tied to a runner', 'src/testing/world.ts', `import { expect } from 'vitest'`],
    ['a source that leans on its tests', 'src/create-auth.ts', `import { world } from '../test/world.ts'`],
    ['a file in no layer', 'bench/a.ts', `import 'xstate'`],
  ])('catch %s', (_, path, text) => {
    expect(wrongArrows(plant({ [path]: text }))).toHaveLength(1)
  })

  it('let each layer reach what it stands on', () => {
    const lawful = plant({
      'machines/session.ts': `import { setup } from 'xstate'; import type { A } from './events.ts'`,
      'src/create-auth.ts': `import { authMachine } from '../machines/index.ts'; import './vault/vault.ts'`,
      'src/react/provider.tsx': `import { createContext } from 'react'; import type { Auth } from '../index.ts'`,
      'adapters/storage/indexed-db.ts': `import { openDB } from 'idb'; import type { Store } from '../../src/ports.ts'`,
      'adapters/storage/memory.ts': `import { copy } from './row-copy.ts'`,
      'adapters/presets/browser.ts': `import { webLocks } from '../tabs/web-locks.ts'`,
      'src/testing/vitest.ts': `import { describe } from 'vitest'`,
    })
    expect(wrongArrows(lawful)).toEqual([])
    expect(importsOf(lawful)).toHaveLength(11)
  })
})
