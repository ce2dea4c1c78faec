import type { ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { titleOf } from '../plain-words.ts'
import { measures } from '../tokens.ts'
import { textHeight } from './measure-text.ts'

/** Which side of the gutter a box stands on; its edges leave and arrive there. */
export type Side = 'left' | 'right'

export interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** How far down the title and name reach; children follow below. */
  readonly header: number
  readonly side: Side
  readonly isOpen: boolean
}

export interface Placing {
  readonly width: number
  readonly gutter: number
  readonly columns: 1 | 2
  readonly isOpen: (id: string) => boolean
  /** How much lower the second column starts, so that lines of boxes side by side don't meet. Default 0. */
  readonly stagger?: number
}

export const padding = 12
export const siblingGap = 24
/** Under a title, so that what leads to the first state inside can be told above it. */
const firstGap = 16
const headerPadding = 8
const toggle = measures.target
/** The tone's icon beside the title. */
const icon = 24

/** Stacks a lane's states in one column beside the gutter, or in two with the gutter between them. */
export function placeBoxes(tree: ChartTree, lane: ChartNode, placing: Placing): readonly Box[] {
  const { width, gutter, columns, stagger = 0 } = placing
  const states = tree.children(lane.id)
  const column = columns === 1 ? width - gutter : (width - gutter) / 2
  const stacks = columns === 1 ? [states] : halves(states, (node) => heightOf(node, column))
  return stacks.flatMap((stack, place) => {
    const side: Side = place === 0 ? 'left' : 'right'
    return stackOf(stack, { x: place * (column + gutter), y: place * stagger, width: column, side })
  })

  function stackOf(nodes: readonly ChartNode[], at: Pick<Box, 'x' | 'y' | 'width' | 'side'>): readonly Box[] {
    let y = at.y
    return nodes.flatMap((node) => {
      const box = { ...at, id: node.id, y, ...sizeOf(node, at.width) }
      y += box.height + siblingGap
      const inner = {
        side: at.side,
        x: at.x + padding,
        y: box.y + box.header + firstGap,
        width: at.width - 2 * padding,
      }
      return [box, ...(box.isOpen ? stackOf(tree.children(node.id), inner) : [])]
    })
  }

  function heightOf(node: ChartNode, within: number): number {
    return sizeOf(node, within).height
  }

  function sizeOf(node: ChartNode, within: number): Pick<Box, 'height' | 'header' | 'isOpen'> {
    const children = tree.children(node.id)
    const isOpen = children.length > 0 && placing.isOpen(node.id)
    const room = within - 2 * padding - icon - (children.length > 0 ? toggle - padding : 0)
    const header = 2 * headerPadding + textHeight({ title: titleOf(node), name: nameLineOf(node) }, room)
    if (!isOpen) return { header, isOpen, height: header }
    const inner = children.map((child) => heightOf(child, within - 2 * padding))
    return { header, isOpen, height: header + firstGap + stackHeight(inner) + padding }
  }
}

/** The name's line also holds the dot of the active state and, where something is waited for, a countdown. */
function nameLineOf(node: ChartNode): string {
  return node.invokes.length === 0 ? `**${node.key}` : `**${node.key} ***00-min-00-s`
}

function stackHeight(heights: readonly number[]): number {
  return heights.reduce((sum, height) => sum + height, 0) + Math.max(0, heights.length - 1) * siblingGap
}

/** Cuts a list in two so that the taller half is as short as it can be. */
function halves<Item>(items: readonly Item[], height: (item: Item) => number): readonly (readonly Item[])[] {
  const tallest = (cut: number): number =>
    Math.max(stackHeight(items.slice(0, cut).map(height)), stackHeight(items.slice(cut).map(height)))
  const cuts = items.map((_, place) => place + 1)
  const best = cuts.reduce((one, other) => (tallest(other) < tallest(one) ? other : one), items.length)
  return [items.slice(0, best), items.slice(best)]
}
