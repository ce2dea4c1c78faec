import type { SnapshotFrom } from 'xstate'
import { authMachine, instant, type AuthInput, type Instant } from '../../machines/index.ts'
import { viewOf } from '../../src/view-of.ts'
import type { AuthView } from '../../src/view.ts'
import { chartTree, type ChartTree } from '../../src/visualizer/chart-tree.ts'
import type { Frame } from '../../src/visualizer/simulate/happening.ts'
import { sessionHappenings } from '../../src/visualizer/simulate/session-happenings.ts'
import { createStepper, type Stepper } from '../../src/visualizer/simulate/stepper.ts'
import { sessionChart } from '../session-chart.ts'

/** Two o'clock on the day of the stories. */
export const dayBegins: Instant = instant(new Date('2026-03-02T14:00:00').getTime())

export const sessionTree: ChartTree = chartTree(sessionChart)

/** A copy of the session's chart, on the day of the stories. */
export function sessionPlot(given: Partial<AuthInput> = {}): Stepper {
  const input: AuthInput = { at: dayBegins, offline: false, chance: 0.5, settings: { hasProbe: true }, ...given }
  return createStepper(authMachine, { tree: sessionTree, happenings: sessionHappenings, at: dayBegins, input })
}

/** The session's own snapshot at that moment: a frame is one of any machine. */
export function snapshotAt({ snapshot }: Frame): SnapshotFrom<typeof authMachine> {
  return snapshot as SnapshotFrom<typeof authMachine>
}

/** What the app would show at that moment. */
export function viewAt(frame: Frame): AuthView {
  return viewOf(snapshotAt(frame))
}
