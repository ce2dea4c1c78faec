import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { engineOf } from '../engine.ts'
import { plainKills, type PlainKills } from './kills.ts'

/*
 * `npm run ledger:plain -- --kills N`: what the browser itself loses when it is killed while it writes, without any code of
 * ours, for each of the two ways in which Chromium keeps databases. Writes docs/results/chromium-kills.md.
 */

const legKills = 25
const page = fileURLToPath(new URL('../../../../docs/results/chromium-kills.md', import.meta.url))
const wanted = Number(process.argv[process.argv.indexOf('--kills') + 1])
const kills = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : 100

const ways = [
  { name: 'LevelDB, the default of this build', flags: ['--disable-features=IdbSqliteBackingStore'] },
  { name: 'SQLite (`--enable-features=IdbSqliteBackingStore`)', flags: ['--enable-features=IdbSqliteBackingStore'] },
]
const rows: string[] = []
for (const { name, flags } of ways) {
  const ran: PlainKills[] = []
  for (let left = kills; left > 0; left -= legKills) {
    ran.push(await plainKills(Math.min(left, legKills), flags, ran.length))
    process.stdout.write(`${name}: ${JSON.stringify(ran.at(-1))}\n`)
  }
  const sum = (count: (leg: PlainKills) => number): number => ran.reduce((total, leg) => total + count(leg), 0)
  const said = [...new Set(ran.flatMap(({ losses }) => losses))].join('; ')
  const figures = [
    sum((leg) => leg.kills),
    sum((leg) => leg.stored),
    sum((leg) => leg.losses.length),
    sum((leg) => leg.missing),
  ]
  rows.push(`| ${name} | ${figures.join(' | ')} | ${said === '' ? '–' : said} |`)
}

const text = [
  '# What Chromium loses when it is killed',
  '',
  `Written by \`npm run ledger:plain -- --kills ${kills}\` on ${new Date().toISOString().slice(0, 10)}, ${await engineOf()}. A page without any code of ours stores rows in`,
  "transactions with `durability: 'strict'` and tells a server of each after its `complete`; beside them it writes without strictness,",
  'as apps do. The browser is killed (SIGKILL to all its processes) while it writes, and started again on the same profile.',
  '',
  '| databases kept in | kills | rows told as stored | starts with the whole database gone | rows missing | what the browser says |',
  '| --- | ---: | ---: | ---: | ---: | --- |',
  ...rows,
  '',
  '## Why',
  '',
  "LevelDB appends every write to a log: first the record's head, then the record. A kill between the two leaves half a record at the",
  'end. The next start passes over it, as it should, and goes on writing **behind it in the same log** (`reuse_logs`); the start after',
  'that reads the half together with what follows, finds a wrong checksum, and Chromium throws away the whole database of the origin',
  'and begins an empty one. So the loss comes one start late and takes everything with it. LevelDB knows it as',
  '[#1287](https://github.com/google/leveldb/issues/1287), with a fix that is not merged ([#1336](https://github.com/google/leveldb/pull/1336)).',
  '`test/browser/ledger/torn-log.test.ts` tears a log by hand, and then it happens every time. That this is also what the kills',
  'above did is the likely reading: their logs were thrown away with the rest. Chromium is moving IndexedDB to SQLite, whose log',
  'does not work like that; so few kills without a loss prove nothing about it.',
  '',
  'No page can keep what its browser throws away. Chromium says that it did so, and `indexedDb({ onLost })` passes that on.',
  '',
].join('\n')
writeFileSync(page, text)
