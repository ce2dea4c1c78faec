'use client'

import type { ReactElement } from 'react'
import type { ChartEdge } from '../chart-model.ts'
import { TriggerIcon } from '../icons.tsx'
import { causeOf, titleOf, triggerOf } from '../plain-words.ts'
import type { OutlineRowsProps } from './outline-state.tsx'

export interface OutlineWayProps extends OutlineRowsProps {
  readonly edge: ChartEdge
  /** Its state is active. */
  readonly isFireable: boolean
}

/** "When … → …". Fires where that is possible, else goes to where it leads. */
export function OutlineWay({ edge, isFireable, tree, step, firing, stop, onFollow }: OutlineWayProps): ReactElement {
  const [target] = edge.targets.flatMap((id) => tree.node(id) ?? [])
  const isTaken = step?.edges.includes(edge.id) === true
  const fires = firing !== undefined && isFireable && firing.can(edge.id)
  return (
    <li key={isTaken ? step.number : 0} className="ac-outline-way" data-taken={isTaken ? '' : undefined}>
      <button
        type="button"
        className="ac-outline-row"
        data-row={edge.id}
        data-edge={edge.id}
        data-fires={fires ? '' : undefined}
        tabIndex={stop === edge.id ? 0 : -1}
        onClick={() => (fires ? firing.fire(edge.id) : onFollow(edge.id))}
        onMouseEnter={() => firing?.hint(edge.id)}
        onMouseLeave={() => firing?.hint(null)}
        onFocus={() => firing?.hint(edge.id)}
        onBlur={() => firing?.hint(null)}
      >
        <TriggerIcon trigger={triggerOf(edge)} />
        <span>
          <span className="ac-quiet">When </span>
          {lowered(causeOf(edge))} <span aria-hidden="true">→</span> <span className="ac-unseen">leads to</span>{' '}
          <strong>{target === undefined ? 'stays here' : titleOf(target)}</strong>
        </span>
        {fires ? <span className="ac-fires">Set off</span> : null}
      </button>
    </li>
  )
}

/** A label goes on after "When". Event names and acronyms stay as they are. */
function lowered(label: string): string {
  return /^(?:A |[A-Z][a-z])/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}
