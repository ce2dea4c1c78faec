import type { Ratio } from './ratio.ts'

/** A goal is measured and recorded, never asserted: another machine may answer differently. */
export function verdict(figure: string, ratio: Ratio, goal: number): string {
  return `${figure}: ${beside(ratio.median, goal)} (goal ≤ ${goal}; ${ratio.median <= goal ? 'met' : 'MISSED'})`
}

/** As short as can be without seeming to lie on the goal's other side. */
function beside(ratio: number, goal: number): string {
  const short = Number(ratio.toPrecision(3))
  return `${short <= goal === ratio <= goal ? short : ratio}×`
}

function times(ratio: number): string {
  return `${ratio >= 100 ? Math.round(ratio) : Number(ratio.toPrecision(3))}×`
}

export function half(ratio: Ratio): string {
  return `${times(ratio.median)} (${times(ratio.from)}–${times(ratio.to)})`
}

/** The same for a rate: how much of what it is compared with is reached. */
export function rateVerdict(figure: string, ratio: Ratio, goal: number): string {
  return `${figure}: ${beside(ratio.median, goal)} (goal ≥ ${goal}; ${ratio.median >= goal ? 'met' : 'MISSED'})`
}
