import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installPeers } from '../install-peers.ts'
import { failures } from './failures.ts'
import type { Failure, Shown } from './failure.ts'

/** `npm run peers [P1 P2 …]`: shows each failure with the package as it was published, and what ours does instead. */
const wanted = process.argv.slice(2)
const unknown = wanted.filter((id) => !failures.some((failure) => failure.id === id))
if (unknown.length > 0) {
  console.error(`Cannot show ${unknown.join(', ')}: there are ${failures.map(({ id }) => id).join(', ')}`)
  process.exit(2)
}

const versions = installPeers()
const lines: string[] = []
let broken = 0
let repaired = 0
for (const failure of failures) {
  if (wanted.length > 0 && !wanted.includes(failure.id)) continue
  const shown = await failure.show()
  if (!shown.ours.holds) broken += 1
  if (shown.peer.holds) repaired += 1
  const line = row(failure, shown)
  console.log(line)
  lines.push(line)
}

const summary = `${lines.length} failures, ${lines.length - repaired} shown by the package itself, ${broken} of ours`
console.log(summary)
if (wanted.length === 0) {
  const head = [
    '# Where published packages fail',
    '',
    'Written by `npm run peers`: the same trouble for the package as it was published and for authchart, in Chromium, against one server.',
    '',
    `${new Date().toISOString().slice(0, 10)} · ${summary}.`,
    '',
    '|  | package | when | what it does | what authchart does |',
    '| --- | --- | --- | --- | --- |',
  ]
  writeFileSync(join(import.meta.dirname, 'results.md'), `${[...head, ...lines].join('\n')}\n`)
}
// A package that no longer fails is news, not an error; a failure of ours is.
if (broken > 0) process.exitCode = 1

function row({ id, peer, when }: Failure, { peer: theirs, ours }: Shown): string {
  const mark = (holds: boolean): string => (holds ? 'holds' : '**fails**')
  const version = `${peer} ${versions[peer] ?? ''}`
  const line = `| ${id} | ${version} | ${when} | ${mark(theirs.holds)}: ${theirs.saw} | ${mark(ours.holds)}: ${ours.saw} |`
  return line.replaceAll(/http:\/\/localhost:\d+/gu, '')
}
