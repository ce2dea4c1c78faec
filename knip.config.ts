import type { KnipConfig } from 'knip'
import { builtEntries } from './scripts/entries.ts'

const config: KnipConfig = {
  entry: [
    ...Object.values(builtEntries()),
    'scripts/*.ts',
    'demo/server/start.ts',
    'demo/app/main.tsx',
    'demo/app/sw.ts',
    'test/**/*.test.{ts,tsx}',
  ],
  project: ['{machines,src,adapters,scripts,demo,stories,test}/**/*.{ts,tsx}', '!test/package/consumer/**'],
  ignoreExportsUsedInFile: true,
}

export default config
