import type { ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { measures } from '../tokens.ts'

export interface LaneRow {
  readonly key: string
  readonly stacks: readonly (readonly ChartNode[])[]
  readonly room: { readonly width: number; readonly columns: 1 | 2 }
}

export interface Arrangement {
  readonly rows: readonly LaneRow[]
  /** The ways out stand beside the lanes instead of above them. */
  readonly besides: boolean
  readonly roomy: boolean
}

const gap = 24
const panel = 320
/** A lane's padding and border, left and right. */
const lanePadding = 34
/** A lane with this many states wants the whole width. */
const many = 12

/** Puts the lanes where there is room for them: large ones across, the others side by side. */
export function arrangeLanes(tree: ChartTree, width: number): Arrangement {
  const besides = width >= 1000
  const across = besides ? width - panel - gap : width
  const roomy = across >= measures.width.phone * 1.75
  const large = tree.lanes.filter((lane) => !roomy || sizeOf(tree, lane) > many)
  const small = tree.lanes.filter((lane) => !large.includes(lane))
  const rows = large.map((lane): LaneRow => {
    const columns = roomy && tree.children(lane.id).length > 1 ? 2 : 1
    return { key: lane.id, stacks: [[lane]], room: { width: across - lanePadding, columns } }
  })
  if (small.length > 0) {
    const stacks = small.length === 1 ? [small] : evenly(tree, small)
    const width = (across - gap * (stacks.length - 1)) / stacks.length - lanePadding
    rows.push({ key: 'side by side', stacks, room: { width, columns: 1 } })
  }
  return { rows, besides, roomy }
}

function evenly(tree: ChartTree, lanes: readonly ChartNode[]): readonly (readonly ChartNode[])[] {
  const stacks: { readonly lanes: ChartNode[]; size: number }[] = [
    { lanes: [], size: 0 },
    { lanes: [], size: 0 },
  ]
  for (const lane of lanes) {
    const shortest = stacks.reduce((one, other) => (other.size < one.size ? other : one))
    shortest.lanes.push(lane)
    shortest.size += sizeOf(tree, lane)
  }
  return stacks.map((stack) => stack.lanes)
}

function sizeOf(tree: ChartTree, node: ChartNode): number {
  return tree.children(node.id).reduce((sum, child) => sum + sizeOf(tree, child), 1)
}
