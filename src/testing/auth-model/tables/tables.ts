import type { Safety } from '../../explore/properties.ts'
import type { AuthMachine, AuthPlace, AuthStep, Pause } from '../auth-place.ts'
import { connectivityRest, connectivityRows } from './connectivity-rows.ts'
import { isWithin, pathOf, type Region } from './path.ts'
import { queueRest, queueRows } from './queue-rows.ts'
import { restOf } from './rest.ts'
import { revocationRest, revocationRows } from './revocation-rows.ts'
import { lookUp, type Row } from './row.ts'
import { sessionRows } from './session-rows.ts'
import { stepUpRest, stepUpRows } from './step-up-rows.ts'

interface Table {
  readonly name: string
  readonly region: Region
  readonly rows: readonly Row[]
  readonly rest: (target: string, step: AuthStep) => string
}

const tables: readonly Table[] = [
  {
    name: 'T3 the session goes where its table says, and nowhere else',
    region: 'session',
    rows: sessionRows,
    rest: restOf,
  },
  {
    name: 'T4 the network is read as its table says',
    region: 'connectivity',
    rows: connectivityRows,
    rest: connectivityRest,
  },
  {
    name: 'T5 the queue goes where its table says, and nowhere else',
    region: 'queue',
    rows: queueRows,
    rest: queueRest,
  },
  { name: 'T6 proof is asked for where its table says', region: 'stepUp', rows: stepUpRows, rest: stepUpRest },
  {
    name: 'T7 deferred revocations go where their table says',
    region: 'revocation',
    rows: revocationRows,
    rest: revocationRest,
  },
]

const kept = tables.map<Safety<AuthMachine, Pause>>(({ name, region, rows, rest }) => {
  const rowOf = lookUp(region, rows)
  return {
    name,
    when: () => true,
    holds: (step) => {
      const target = rowOf(step)?.to ?? pathOf(step.before, region)
      return pathOf(step.after, region) === rest(target, step)
    },
  }
})

const news = ['tab.signedIn', 'tab.committed', 'tab.ended'] as const
const restoreOf = ({ snapshot }: AuthPlace): unknown => new Map(Object.entries(snapshot.children)).get('restore')

/** Each region against its table, at every step, and what no table of moves can say. */
export const tablesKept: readonly Safety<AuthMachine, Pause>[] = [
  ...kept,
  {
    name: 'T8 what was being read when news arrived is read again',
    when: ({ before, move }) =>
      before.snapshot.matches({ session: { RESTORING: 'READING' } }) && news.some((one) => move.label.startsWith(one)),
    holds: ({ before, after }) => restoreOf(after) !== undefined && restoreOf(after) !== restoreOf(before),
  },
  {
    name: 'T9 the first reading of the network counts at once',
    when: ({ before }) => before.from === null,
    holds: ({ before }) =>
      isWithin(pathOf(before, 'connectivity'), startsOffline(before) ? 'OFFLINE' : 'ONLINE') &&
      !before.snapshot.context.startsOffline,
  },
]

function startsOffline({ event }: AuthPlace): boolean {
  const input: unknown = event?.['input']
  return typeof input === 'object' && input !== null && 'offline' in input && input.offline === true
}
