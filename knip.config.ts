import type { KnipConfig } from 'knip'
import { bundledEntries } from './scripts/entries.ts'

const config: KnipConfig = {
  entry: [
    ...Object.values(bundledEntries()),
    'scripts/*.ts',
    'scripts/mutation/vitest.config.ts',
    'scripts/mutation/stryker.config.ts',
    'src/visualizer/viewer/main.tsx',
    'demo/app/main.tsx',
    'demo/app/sw.ts',
    'demo/server/shell/build.ts',
    'bench/*/page.{ts,tsx}',
    'bench/failures/*/*.ts',
    'bench/renders/*.{ts,tsx}',
    'test/**/*.test.{ts,tsx}',
    'test/package/probes/*.ts',
  ],
  project: [
    '{machines,src,adapters,scripts,bench,demo,stories,test}/**/*.{ts,tsx,mdx}',
    '!test/package/consumer/**',
    '!test/platforms/**',
    '!test/recipes/**',
    '!bench/peers/**',
  ],
  // React Native's own project, judged by itself.
  ignore: ['test/native/**'],
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // Run by name from scripts/test/steps.ts.
    '@arethetypeswrong/cli',
    // Of an example, which brings its own package.json.
    '@playwright/test',
    // Found by Stryker, by its name.
    '@stryker-mutator/vitest-runner',
    // Pinned together with the rest, for tests to come.
    'msw',
    'vitest-browser-react',
  ],
}

export default config
