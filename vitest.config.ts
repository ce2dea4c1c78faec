import { defineConfig } from 'vitest/config'

const rest = [
  'test/architecture/**',
  'test/contract/**',
  'test/model/**',
  'test/dom/**',
  'test/browser/**',
  'test/package/**',
]

// A machine that does something else at the same time is slow, not wrong: a hang is what the limit is for.
const polls = { expect: { poll: { timeout: 20_000 } } }
const patience = { testTimeout: 60_000, hookTimeout: 60_000, ...polls }

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], ...patience } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], ...patience } },
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: rest, ...patience } },
      { test: { name: 'model', include: ['test/model/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'dom',
          ...patience,
          environment: 'jsdom',
          setupFiles: ['test/dom/setup.ts'],
          include: ['test/dom/**/*.test.ts', 'test/!(native)/**/*.test.tsx'],
        },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['scripts/chromium-setup.ts'],
          fileParallelism: false,
          ...polls,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
