import type { Box } from './place-boxes.ts'

/** Room for the words of the ways that lead into a state: above its box, where no line passes, ending at the arrow. */
export interface LabelSpot {
  readonly to: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly side: Box['side']
}

export const labelHeight = 18
/** Between a label and the box under it. */
const above = 2
/** From a label to the corner of the box, and to the rail's own words. */
const indent = 4
const railWords = 30

/** A spot for every state that something leads to. Beside the rail's words the first boxes' labels end earlier. */
export function labelSpots(boxes: readonly Box[], led: ReadonlySet<string>, rail: number | null): readonly LabelSpot[] {
  return boxes
    .filter(({ id }) => led.has(id))
    .map(({ id, x, y, width, side }) => {
      const isBesideRail = rail !== null && y < labelHeight
      const from = Math.max(x + indent, isBesideRail && side === 'right' ? rail + railWords : 0)
      const until = Math.min(x + width - indent, isBesideRail && side === 'left' ? rail - railWords : Infinity)
      return { to: id, side, x: from, y: y - above - labelHeight, width: Math.max(0, until - from) }
    })
}

/** Room for one character of a label (12 px), on the wide side. */
const character = 7.2

/** As many causes as fit, then how many there are besides. */
export function labelText(causes: readonly string[], width: number): string {
  const most = Math.floor(width / character)
  const said = [...new Set(causes)]
  for (let count = said.length; count > 0; count--) {
    const text = said.slice(0, count).join(' · ') + more(said.length - count)
    if (text.length <= most) return text
  }
  const rest = more(said.length - 1)
  return `${said[0]?.slice(0, Math.max(0, most - rest.length - 1)).trimEnd() ?? ''}…${rest}`
}

function more(count: number): string {
  return count === 0 ? '' : ` +${count}`
}
