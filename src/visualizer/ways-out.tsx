'use client'

import type { ReactElement } from 'react'
import type { Instant } from '../../machines/time.ts'
import type { Countdown as Wait } from './alarms.ts'
import type { ChartEdge } from './chart-model.ts'
import type { ChartTree } from './chart-tree.ts'
import { Copy } from './copy.tsx'
import { Countdown } from './countdown.tsx'
import { ToneIcon, TriggerIcon } from './icons.tsx'
import { causeOf, titleOf, toneOf, toneWords, triggerOf } from './plain-words.ts'
import type { Firing } from './simulate/firing.ts'
import type { Telling } from './use-telling.ts'
import { Verdict } from './verdict.tsx'
import type { Paint } from './verdicts/paint.ts'
import type { Step } from './watch-actor.ts'
import type { Ways } from './ways.ts'

export interface WaysOutProps {
  readonly tree: ChartTree
  readonly state: string
  readonly ways: Ways
  readonly isActive: boolean
  readonly countdown: Wait | undefined
  readonly step: Step | null
  readonly now: () => Instant
  readonly telling: Telling
  /** Only where the machine is played with. */
  readonly firing: Firing | undefined
  readonly paint: Paint | undefined
  readonly onHint: (edge: string | null) => void
  readonly onPick: (state: string) => void
  /** Goes back to the active state; null while that is what is shown. */
  readonly onFollow: (() => void) | null
}

/** Where a state can go, in sentences: "When … → …". */
export function WaysOut(props: WaysOutProps): ReactElement | null {
  const { tree, state, ways, isActive, countdown, step, now, onFollow } = props
  const node = tree.node(state)
  if (node === undefined) return null
  const tone = toneOf(node)
  return (
    <aside className="ac-ways" aria-label={`Ways out of ${node.key}`} data-tone={tone}>
      <div className="ac-ways-head">
        <span className="ac-badge">
          <ToneIcon tone={tone} />
          {isActive ? `Now: ${toneWords[tone]}` : 'Not active'}
        </span>
        <h2>{titleOf(node)}</h2>
        <code>{node.key}</code>
        {node.words === null ? null : <Copy text={node.words.sentence} telling={props.telling} />}
        <Verdict of={state} paint={props.paint} />
        {countdown === undefined ? null : <Countdown wait={countdown} now={now} />}
        {onFollow === null ? null : (
          <button type="button" className="ac-follow" onClick={onFollow}>
            Back to the active state
          </button>
        )}
      </div>
      <WayList title="What can happen here" edges={ways.own} {...props} />
      {ways.inherited.length + ways.faults.length === 0 ? null : (
        <div className="ac-ways-more">
          {ways.inherited.map(({ from, edges }, place) => (
            <Folded
              key={`${state} ${from.id}`}
              isOpen={ways.own.length === 0 && place === 0}
              title={`Anywhere in ${titleOf(from)}`}
              edges={edges}
              {...props}
            />
          ))}
          {ways.faults.length === 0 ? null : (
            <Folded isOpen={false} title="If a part breaks" edges={ways.faults} {...props} />
          )}
        </div>
      )}
      {step === null || step.edges.length > 0 || step.event.startsWith('xstate.') ? null : (
        <p className="ac-bounced">
          <code>{step.event}</code> changed nothing
        </p>
      )}
    </aside>
  )
}

interface WayListProps extends WaysOutProps {
  readonly title: string
  readonly edges: readonly ChartEdge[]
}

function Folded({ isOpen, title, edges, ...props }: WayListProps & { readonly isOpen: boolean }): ReactElement {
  return (
    <details open={isOpen}>
      <summary>
        {title} ({edges.length})
      </summary>
      <WayList title="" edges={edges} {...props} />
    </details>
  )
}

function WayList({ title, edges, ...props }: WayListProps): ReactElement | null {
  if (edges.length === 0) return null
  return (
    <div>
      {title === '' ? null : <h3>{title}</h3>}
      <ul>
        {edges.map((edge) => (
          <Way key={edge.id} edge={edge} {...props} />
        ))}
      </ul>
    </div>
  )
}

function Way(props: WaysOutProps & { readonly edge: ChartEdge }): ReactElement {
  const { edge, tree, step, isActive, firing, onHint, onPick } = props
  const [target] = edge.targets.flatMap((id) => tree.node(id) ?? [])
  const isTaken = step?.edges.includes(edge.id) === true
  const fires = isActive && firing?.can(edge.id) === true
  const hint = (id: string | null): void => {
    onHint(id)
    firing?.hint(id)
  }
  const cause = (
    <>
      <TriggerIcon trigger={triggerOf(edge)} />
      <span>
        <span className="ac-unseen">When: </span>
        {causeOf(edge)}
        <Verdict of={edge.id} paint={props.paint} />
      </span>
    </>
  )
  return (
    <li key={isTaken ? step.number : 0} data-edge={edge.id} data-taken={isTaken ? '' : undefined}>
      {target === undefined && !fires ? (
        <div className="ac-way">
          {cause}
          <span className="ac-quiet">stays here</span>
        </div>
      ) : (
        <button
          type="button"
          className="ac-way"
          data-fires={fires ? '' : undefined}
          onFocus={() => hint(edge.id)}
          onBlur={() => hint(null)}
          onMouseEnter={() => hint(edge.id)}
          onMouseLeave={() => hint(null)}
          onClick={() => (fires ? firing?.fire(edge.id) : target && onPick(target.id))}
        >
          {cause}
          <strong>
            <span aria-hidden="true">→ </span>
            {target === undefined ? 'stays here' : titleOf(target)}
          </strong>
        </button>
      )}
    </li>
  )
}
