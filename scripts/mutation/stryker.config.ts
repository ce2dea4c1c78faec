import { decisionModules } from '../decisions.ts'

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation/vitest.config.ts' },
  // Its TypeScript step breaks on TypeScript 7; a file that isn't there switches it off.
  tsconfigFile: 'scripts/mutation/none.json',
  // Tables are data: their rows are tests' fixtures, one each.
  mutate: decisionModules.filter((path) => !path.endsWith('-table.ts')),
  ignorePatterns: [
    '**/tsconfig*.json',
    'demo/app',
    'stories',
    'bench',
    'dist',
    'coverage',
    'examples',
    'docs',
    'test/browser',
    'test/package',
    'test/native',
    'test/platforms',
    'test/recipes',
    '.tsbuild',
    '.test-results',
    '.cache',
  ],
  tempDirName: '.cache/stryker',
  reporters: ['json', 'clear-text'],
  jsonReporter: { fileName: '.cache/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  coverageAnalysis: 'perTest',
  // Run once for each mutant of what is made when a module is loaded: hours, for constants.
  ignoreStatic: true,
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
}
