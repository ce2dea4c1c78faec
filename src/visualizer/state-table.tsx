'use client'

import { Fragment, useMemo, type ReactElement } from 'react'
import type { ChartModel } from './chart-model.ts'
import { chartTree, type ChartTree } from './chart-tree.ts'
import { decisionOn, leavesOf, type Decision, type IgnoredEvents } from './decisions.ts'
import { nameInLane } from './lane-paths.ts'
import { PanelStyle } from './panel-style.tsx'
import { causeOf, titleOf } from './plain-words.ts'
import { Verdict } from './verdict.tsx'
import { paintOf, type Paint } from './verdicts/paint.ts'
import type { ChartResults } from './verdicts/results.ts'

/** The props of `<StateTable>`. */
export interface StateTableProps {
  readonly model: ChartModel
  /** Id of the lane whose states are the rows. */
  readonly lane: string
  /** The events that concern it, in the order of the columns. */
  readonly events: readonly string[]
  readonly ignored: readonly IgnoredEvents[]
  /** What tests found out about this chart: ways none of them took and ways that break a promise say so. */
  readonly results?: ChartResults
}

/** Every state × every event: handled, ignored for a reason, or forgotten. */
export function StateTable({ model, lane, events, ignored, results }: StateTableProps): ReactElement {
  const tree = useMemo(() => chartTree(model), [model])
  const paint = useMemo(() => results && paintOf(results), [results])
  const root = tree.node(lane) ?? tree.root
  const rows = leavesOf(tree, root).map((state) => ({
    state,
    cells: events.map((event) => ({ event, decision: decisionOn(tree, { state: state.id, event, ignored }) })),
  }))
  const all = rows.flatMap(({ cells }) => cells.map(({ decision }) => decision.kind))
  const count = (kind: Decision['kind']): number => all.filter((one) => one === kind).length
  return (
    <section className="ac-chart ac-decisions" aria-label={`${titleOf(root)}: states and events`}>
      <PanelStyle />
      <h2>{titleOf(root)}</h2>
      <p className="ac-quiet">
        {count('handled')} handled, {count('ignored')} ignored for a reason, {count('forgotten')} forgotten
      </p>
      <div className="ac-table" role="region" aria-label={`${titleOf(root)}: table`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">State</th>
              {events.map((event) => (
                <th key={event} scope="col">
                  <code>{event}</code>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ state, cells }) => (
              <tr key={state.id}>
                <th scope="row">
                  {titleOf(state)} <code>{breakable(nameInLane(tree, state))}</code>
                  <Verdict of={state.id} paint={paint} />
                </th>
                {cells.map(({ event, decision }) => (
                  <Cell key={event} tree={tree} decision={decision} paint={paint} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface CellProps {
  readonly tree: ChartTree
  readonly decision: Decision
  readonly paint: Paint | undefined
}

/** A name that a narrow column breaks where its parts end. */
function breakable(name: string): readonly ReactElement[] {
  return name.split(/(?<=[._])/).map((part, place, parts) => (
    <Fragment key={parts.slice(0, place + 1).join('')}>
      {part}
      <wbr />
    </Fragment>
  ))
}

function Cell({ tree, decision, paint }: CellProps): ReactElement {
  if (decision.kind === 'forgotten') return <td data-tone="stop">forgotten</td>
  if (decision.kind === 'ignored') {
    return (
      <td className="ac-quiet">
        <em>ignored</em> {decision.reason}
      </td>
    )
  }
  return (
    <td data-tone="calm">
      {decision.edges.map((edge) => {
        const target = edge.targets.flatMap((id) => tree.node(id) ?? [])[0]
        return (
          <p key={edge.id}>
            {causeOf(edge)} {target === undefined ? null : <strong>→ {titleOf(target)}</strong>}
            <Verdict of={edge.id} paint={paint} />
          </p>
        )
      })}
    </td>
  )
}
