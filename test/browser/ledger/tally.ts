import { faultPoints } from './faults.ts'
import type { Campaign } from './rounds.ts'

/** Two campaigns as one. */
export function together(left: Campaign, right: Campaign): Campaign {
  return {
    lost: [...left.lost, ...right.lost],
    doubled: [...left.doubled, ...right.doubled],
    outOfOrder: [...left.outOfOrder, ...right.outOfOrder],
    wrongAccount: [...left.wrongAccount, ...right.wrongAccount],
    kills: {
      storing: left.kills.storing + right.kills.storing,
      stored: left.kills.stored + right.kills.stored,
      claimed: left.kills.claimed + right.kills.claimed,
      arrived: left.kills.arrived + right.kills.arrived,
      acted: left.kills.acted + right.kills.acted,
      answered: left.kills.answered + right.kills.answered,
      settled: left.kills.settled + right.kills.settled,
    },
    missed: left.missed + right.missed,
    effects: left.effects + right.effects,
    accepted: left.accepted + right.accepted,
    repeats: left.repeats + right.repeats,
    emptyDisks: left.emptyDisks + right.emptyDisks,
    lostWithDisk: [...left.lostWithDisk, ...right.lostWithDisk],
    undrained: [...left.undrained, ...right.undrained],
  }
}

export function killsOf({ kills }: Campaign): number {
  return faultPoints.reduce((sum, point) => sum + kills[point], 0)
}

export function isBroken({ lost, doubled, outOfOrder, wrongAccount, undrained }: Campaign): boolean {
  return [lost, doubled, outOfOrder, wrongAccount, undrained].some((found) => found.length > 0)
}

interface Circumstances {
  readonly command: string
  readonly legs: number
  readonly commit: string
  readonly day: string
  readonly engine: string
}

/** docs/results/ledger.md. */
export function ledgerPage(ran: Campaign, { command, legs, commit, day, engine }: Circumstances): string {
  const findings = [
    ['not drained in time', ran.undrained],
    ['acknowledged and lost', ran.lost],
    ['doubled', ran.doubled],
    ['out of order in its lane', ran.outOfOrder],
    ['sent as somebody else', ran.wrongAccount],
  ] as const
  return [
    '# The ledger: recorded run',
    '',
    `Written by \`${command}\` on ${day}, commit ${commit}, ${engine}. A browser with the app in one tab and in five, by turns,`,
    'is killed (SIGKILL to all its processes) at a fault point and started again on the same profile; access tokens live three',
    'seconds, and after every third kill the other of two accounts signs in. The server counts effects by idempotency key; what',
    `was acknowledged was told to the server by the page. ${legs} profiles in turn, each drained to its end and judged.`,
    '',
    '| fault point | kills |',
    '| --- | ---: |',
    ...faultPoints.map((point) => `| ${point} | ${ran.kills[point]} |`),
    `| all | ${killsOf(ran)} |`,
    '',
    '| judged | |',
    '| --- | ---: |',
    `| acknowledged items | ${ran.accepted} |`,
    `| effects | ${ran.effects} |`,
    `| requests that repeated a key | ${ran.repeats} |`,
    `| rounds whose fault point was not reached within 20 s | ${ran.missed} |`,
    ...findings.map(([name, texts]) => `| ${name} | ${texts.length} |`),
    `| starts at which the browser had no database any more | ${ran.emptyDisks} |`,
    `| acknowledged items that were in those | ${ran.lostWithDisk.length} |`,
    '',
    ...findings.flatMap(([name, texts]) => texts.map((text) => `- ${name}: ${text}`)),
    '',
    'A database that is gone was thrown away by the browser, before any code of ours opened it. [What Chromium loses when it is',
    'killed](chromium-kills.md) shows the same with a page that has none of our code, and why.',
    '',
    '## An earlier run',
    '',
    'The harness of commit 6ef3455 did not look whether the database was still there. Its 1,000 kills (4,518 acknowledged items)',
    'doubled nothing, broke no order and sent nothing as somebody else, and left 406 acknowledged items without an effect, all in 4',
    'of 20 profiles: everything that waited, of both accounts, up to one moment, and nothing after it. That is what a database',
    'that the browser threw away looks like. That run itself cannot be asked any more.',
    '',
  ].join('\n')
}
