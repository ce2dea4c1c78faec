import { connectivity } from '../../machines/connectivity.ts'
import { initialContext } from '../../machines/context.ts'
import type { authMachine } from '../../machines/auth.machine.ts'
import { queue } from '../../machines/queue.ts'
import { revocation } from '../../machines/revocation.ts'
import { session } from '../../machines/session.ts'
import { chart } from '../../machines/setup.ts'
import { stepUp } from '../../machines/step-up.ts'

/** A part of a chart's drawing, as far as a planted fault needs to know it. */
export interface Drawing {
  [key: string]: unknown
}

/** A copy of the shipped chart with a fault drawn into it. The shipped one is not touched. */
export function planted(fault: (regions: Drawing) => void): typeof authMachine {
  const states = copy({ session, connectivity, queue, stepUp, revocation })
  const drawing: unknown = states
  if (isDrawing(drawing)) fault(drawing)
  return chart.createMachine({
    id: 'auth',
    type: 'parallel',
    options: { maxIterations: 100 },
    context: ({ input }) => initialContext(input),
    states,
  })
}

/** The part at a path of the drawing: `part(regions, 'session.states.ACTIVE.on')`. */
export function part(drawing: Drawing, path: string): Drawing {
  return path.split('.').reduce<Drawing>((inner, key) => {
    const next = inner[key]
    if (!isDrawing(next)) throw new Error(`The chart has no part ${path}`)
    return next
  }, drawing)
}

function isDrawing(value: unknown): value is Drawing {
  return typeof value === 'object' && value !== null
}

/** Lists and plain objects are copied, functions kept: a drawing holds nothing else. */
function copy<Value>(value: Value): Value {
  return clone(value) as Value
}

function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone)
  if (!isDrawing(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clone(inner)]))
}
