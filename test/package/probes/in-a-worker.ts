import { Worker } from 'node:worker_threads'

// A worker has its own global object; the probe inside says what was done to it.
new Worker(new URL('trapped.ts', import.meta.url), { argv: process.argv.slice(2) })
