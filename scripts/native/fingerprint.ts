import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../entries.ts'

/** What the tests in React Native judge, and what they judge it with. */
export const nativeSources: readonly string[] = [
  'src/react/*.{ts,tsx}',
  'adapters/presets/expo.ts',
  'adapters/clock/{app-state,wakes}.ts',
  'adapters/connectivity/{last-reading,netinfo}.ts',
  'adapters/storage/expo.ts',
  'src/exchange/read-body.ts',
  'examples/expo/{index.tsx,package.json,tsconfig.json}',
  'examples/expo/src/*.{ts,tsx}',
  'test/native/*.{ts,tsx,json}',
]

/** Where the last run is recorded. */
export const nativeResult = 'docs/results/native.md'

/** One hash over paths and texts of what the run judges: a result with another hash is about other code. */
export function nativeFingerprint(files: ReadonlyMap<string, string> = sources()): string {
  const hash = createHash('sha256')
  for (const [path, text] of files) hash.update(JSON.stringify([path, text]))
  return hash.digest('hex').slice(0, 16)
}

function sources(): ReadonlyMap<string, string> {
  const paths = globSync([...nativeSources], { cwd: root }).toSorted()
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}
