import { defineConfig } from '@playwright/test'

const port = process.env['PORT'] ?? '4173'
const executablePath = process.env['CHROMIUM_PATH']

export default defineConfig({
  testDir: 'tests',
  timeout: 60_000,
  workers: 1,
  reporter: 'line',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // A container's only user may be root, whom Chromium's sandbox refuses.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  webServer: {
    command: `vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
  },
})
