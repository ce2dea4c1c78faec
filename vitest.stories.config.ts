import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { chromiumFlags, ensureChromium } from './scripts/chromium.ts'

// Apart from the other projects, so that they don't load Storybook to run a test in Node.
export default defineConfig({
  plugins: [storybookTest({ configDir: join(import.meta.dirname, '.storybook') })],
  // Found while the first story runs, a dependency would reload the page under it.
  optimizeDeps: { include: ['xstate', '@xstate/react'] },
  test: {
    name: 'stories',
    passWithNoTests: false,
    testTimeout: 60_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          executablePath: ensureChromium((line) => process.stderr.write(`${line}\n`)),
          args: [...chromiumFlags],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
})
