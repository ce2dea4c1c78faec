import { authMachine } from '../../../machines/auth.machine.ts'
import { coverage } from '../../../src/testing/explore/coverage.ts'
import { notWalked } from './not-walked.ts'
import type { RealPath } from './replay.ts'
import paths from './paths.json' with { type: 'json' }
import { scenes } from './scenes.ts'

const generated = paths as readonly RealPath[]

/** Everything that is carried out around createAuth, by the name of its test. */
export const realPaths: readonly (readonly [string, RealPath])[] = [...generated, ...scenes].map((path) => [
  `${path.scope} ${path.start}: ${path.labels.join(' · ')}`,
  path,
])

/** What was walked of the chart, and where that differs from what is said about it. */
export function accountOf(walked: ReadonlySet<string>): {
  readonly walked: number
  readonly declared: number
  /** Neither walked nor explained. To walk what is new: `npm run journeys:paths`. */
  readonly unexplained: readonly string[]
  /** Explained, and walked or gone. */
  readonly outdated: readonly string[]
} {
  const { edges: declared, untaken } = coverage(authMachine, [{ edges: walked, states: new Set() }])
  return {
    walked: declared - untaken.length,
    declared,
    unexplained: untaken.filter((edge) => !(edge in notWalked)),
    outdated: Object.keys(notWalked).filter((edge) => !untaken.includes(edge)),
  }
}
