import { createHash } from 'node:crypto'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin, UserConfig } from 'vite'

const root = join(import.meta.dirname, 'app')

/** Writes the list of built files, and a version made of them, into the service worker. */
function precacheList(): Plugin {
  return {
    name: 'demo-precache-list',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') return
        const files = Object.keys(bundle).filter((file) => file !== 'sw.js' && !file.endsWith('.map'))
        const list = files.map((file) => `/${file}`).toSorted()
        const version = createHash('sha256').update(JSON.stringify(list))
        for (const file of Object.values(bundle)) if (file.type === 'asset') version.update(file.source)
        worker.code = worker.code
          .replace('__SHELL_FILES__', () => JSON.stringify(list))
          .replace('__SHELL_VERSION__', () => JSON.stringify(version.digest('hex').slice(0, 16)))
      },
    },
  }
}

export default {
  root,
  plugins: [react(), precacheList()],
  build: {
    target: 'es2023',
    rolldownOptions: {
      input: { index: join(root, 'index.html'), sw: join(root, 'sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
} satisfies UserConfig
