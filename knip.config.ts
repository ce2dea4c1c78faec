import type { KnipConfig } from 'knip'
import { builtEntries } from './scripts/entries.ts'

const config: KnipConfig = {
  entry: [
    ...Object.values(builtEntries()),
    'scripts/*.ts',
    'demo/app/main.tsx',
    'demo/app/sw.ts',
    'demo/server/shell/build.ts',
    'test/**/*.test.{ts,tsx}',
    'vitest.stories.config.ts',
  ],
  project: ['{machines,src,adapters,scripts,demo,stories,test}/**/*.{ts,tsx}', '!test/package/consumer/**'],
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // Run by name from scripts/test/steps.ts.
    '@arethetypeswrong/cli',
  ],
}

export default config
