import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { Watch } from './watch.ts'

const looks = 10
const { ended, patience } = workerData as Watch
let last = Atomics.load(ended, 0)
let idle = 0

setInterval(() => {
  const now = Atomics.load(ended, 0)
  idle = now === last ? idle + 1 : 0
  last = now
  if (idle < looks) return
  writeSync(1, `seed ${now + 1}: never ended; the last that did is ${now}\n`)
  process.kill(process.pid, 'SIGKILL')
}, patience / looks)
