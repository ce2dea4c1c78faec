'use client'

import { useMemo, useState } from 'react'
import type { Frame, Possible } from './happening.ts'
import type { Firing } from './firing.ts'
import type { ReplayedMove } from '../verdicts/results.ts'
import { framesAlong } from './frames-along.ts'
import type { Stepper } from './stepper.ts'

export interface Simulation {
  /** Everything that has happened, the start first. */
  readonly frames: readonly Frame[]
  /** Which of them is looked at. */
  readonly place: number
  readonly frame: Frame
  readonly firing: Firing
  /** What the edge under the pointer or the focus would do; null without one. */
  readonly preview: Possible | null
  readonly goTo: (place: number) => void
}

/** A history over a copy of a machine. Going back keeps what came after, until something else happens. */
export function useSimulation(stepper: Stepper, replay?: readonly ReplayedMove[]): Simulation {
  const told = useMemo(() => framesAlong(stepper, replay ?? []), [stepper, replay])
  const [start, ...before] = told
  const begun: Played = { told, later: before, place: before.length }
  const [played, setPlayed] = useState(begun)
  const [hinted, setHinted] = useState<string | null>(null)
  // Another machine, or another story, begins anew.
  const { later, place } = played.told === told ? played : begun
  const frames = [start, ...later]
  const frame = frames[place] ?? start
  const byEdge = useMemo(() => byEdgeOf(stepper.ahead(frame)), [stepper, frame])

  return {
    frames,
    place,
    frame,
    preview: hinted === null ? null : (byEdge.get(hinted) ?? null),
    goTo: (to) => setPlayed({ told, later, place: Math.max(0, Math.min(to, later.length)) }),
    firing: {
      can: (edge) => byEdge.has(edge),
      fire: (edge) => {
        const possible = byEdge.get(edge)
        if (possible === undefined) return
        setPlayed({ told, later: [...later.slice(0, place), possible.frame], place: place + 1 })
        setHinted(null)
      },
      hint: setHinted,
    },
  }
}

interface Played {
  readonly told: readonly Frame[]
  readonly later: readonly Frame[]
  readonly place: number
}

/** Of several happenings that take an edge, the one that begins with it. */
function byEdgeOf(ahead: readonly Possible[]): ReadonlyMap<string, Possible> {
  const first = ahead.flatMap((possible) =>
    possible.frame.step.edges.slice(0, 1).map((edge) => [edge, possible] as const),
  )
  const rest = ahead.flatMap((possible) => possible.frame.step.edges.map((edge) => [edge, possible] as const))
  return new Map([...rest.toReversed(), ...first.toReversed()])
}
