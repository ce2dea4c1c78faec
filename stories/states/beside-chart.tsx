import '../../demo/app/styles/base.css'
import '../../demo/app/styles/head.css'
import '../../demo/app/styles/layout.css'
import '../../demo/app/styles/work.css'
import type { ReactElement, ReactNode } from 'react'
import type { StateValue } from 'xstate'
import { instant } from '../../machines/index.ts'
import { AuthChart } from '../../src/visualizer/auth-chart.tsx'
import { sessionChart } from '../session-chart.ts'

export interface BesideChartProps {
  /** Where the session region stands. */
  readonly session: StateValue
  /** Where the other regions stand, as far as they don't rest. */
  readonly others?: Readonly<Record<string, StateValue>>
  /** The screen the user sees in that state. */
  readonly children: ReactNode
}

const resting = { connectivity: { ONLINE: 'CLEAR' }, queue: 'CLOSED', stepUp: 'NONE', revocation: 'EMPTY' }

/** A state twice: what the user sees, and where the chart stands. */
export function BesideChart({ session, others, children }: BesideChartProps): ReactElement {
  return (
    <div className="beside">
      <div className="screen">{children}</div>
      <AuthChart model={sessionChart} value={{ ...resting, ...others, session }} now={() => instant(0)} />
    </div>
  )
}
