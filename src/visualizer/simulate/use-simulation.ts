'use client'

import { useMemo, useState } from 'react'
import type { Frame, Possible } from './happening.ts'
import type { Firing } from './firing.ts'
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
export function useSimulation(stepper: Stepper): Simulation {
  const start = useMemo(() => stepper.begin(), [stepper])
  const [played, setPlayed] = useState<Played>({ stepper, later: [], place: 0 })
  const [hinted, setHinted] = useState<string | null>(null)
  // Another machine begins anew.
  const { later, place } = played.stepper === stepper ? played : { later: [], place: 0 }
  const frames = [start, ...later]
  const frame = frames[place] ?? start
  const byEdge = useMemo(() => byEdgeOf(stepper.ahead(frame)), [stepper, frame])

  return {
    frames,
    place,
    frame,
    preview: hinted === null ? null : (byEdge.get(hinted) ?? null),
    goTo: (to) => setPlayed({ stepper, later, place: Math.max(0, Math.min(to, later.length)) }),
    firing: {
      can: (edge) => byEdge.has(edge),
      fire: (edge) => {
        const possible = byEdge.get(edge)
        if (possible === undefined) return
        setPlayed({ stepper, later: [...later.slice(0, place), possible.frame], place: place + 1 })
        setHinted(null)
      },
      hint: setHinted,
    },
  }
}

interface Played {
  readonly stepper: Stepper
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
