'use client'

import type { ReactElement } from 'react'
import type { Instant } from '../../machines/time.ts'
import type { Countdown as Wait } from './alarms.ts'
import type { ChartTree } from './chart-tree.ts'
import { Countdown } from './countdown.tsx'
import { ToneIcon } from './icons.tsx'
import { innermostOf, nameInLane } from './lane-paths.ts'
import { titleOf, toneOf } from './plain-words.ts'

export interface RegionsProps {
  readonly tree: ChartTree
  readonly active: readonly string[]
  readonly countdowns: Readonly<Record<string, Wait>>
  readonly now: () => Instant
}

/** Where every region stands, one line each. */
export function Regions({ tree, active, countdowns, now }: RegionsProps): ReactElement {
  return (
    <ul className="ac-regions" aria-label="Where each region stands">
      {tree.lanes.map((lane) => {
        const state = innermostOf(tree, lane, active)
        const wait = tree
          .withAncestors(state?.id ?? lane.id)
          .map(({ id }) => countdowns[id])
          .find((one) => one !== undefined)
        return (
          <li key={lane.id} data-tone={state === undefined ? 'rest' : toneOf(state)}>
            <span className="ac-quiet">{titleOf(lane)}</span>
            {state === undefined ? null : (
              <span className="ac-region-state">
                <span className="ac-tone">
                  <ToneIcon tone={toneOf(state)} />
                </span>
                <strong>{titleOf(state)}</strong>
                <code className="ac-quiet">{nameInLane(tree, state)}</code>
              </span>
            )}
            {wait === undefined ? null : <Countdown wait={wait} now={now} />}
          </li>
        )
      })}
    </ul>
  )
}
