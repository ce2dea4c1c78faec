#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { run } from './run.ts'

const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

process.exitCode = await run(process.argv.slice(2), {
  folder: process.cwd(),
  write: (output) => process.stdout.write(output),
  complain: (line) => process.stderr.write(`${line}\n`),
  open(address) {
    const [command, ...args] = openers[process.platform] ?? ['xdg-open']
    // No browser is no fault: the address is on the screen.
    spawn(command, [...args, address], { detached: true, stdio: 'ignore' })
      .on('error', () => {})
      .unref()
  },
})
