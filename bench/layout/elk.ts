import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ChartNode } from '../../src/visualizer/chart-model.ts'
import type { ChartTree } from '../../src/visualizer/chart-tree.ts'
import { joinEdges } from '../../src/visualizer/layout/join-edges.ts'
import { labelText } from '../../src/visualizer/layout/label-spots.ts'
import { causeOf, titleOf } from '../../src/visualizer/plain-words.ts'
import { peersFolder } from '../install-peers.ts'
import type { Drawing } from './drawing.ts'

interface ElkNode {
  readonly id: string
  readonly width?: number
  readonly height?: number
  readonly x?: number
  readonly y?: number
  readonly children?: readonly ElkNode[]
  readonly edges?: readonly ElkEdge[]
  readonly layoutOptions?: Readonly<Record<string, string>>
}

interface ElkEdge {
  readonly id: string
  readonly sources: readonly string[]
  readonly targets: readonly string[]
  readonly labels?: readonly { readonly text: string; readonly width: number; readonly height: number }[]
  readonly sections?: readonly {
    readonly startPoint: Corner
    readonly endPoint: Corner
    readonly bendPoints?: readonly Corner[]
  }[]
}

interface Corner {
  readonly x: number
  readonly y: number
}

type Layout = (graph: ElkNode) => Promise<ElkNode>

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.spacing.nodeNode': '24',
  'elk.layered.spacing.nodeNodeBetweenLayers': '24',
}
/** A label of ours is as wide as its gap; here each takes the room that its first causes need. */
const labelRoom = 160
const box = { width: 220, height: 54 }

/** elkjs is installed with the other peers, never with the package. */
export async function elkLayout(): Promise<Layout> {
  const path = join(peersFolder, 'node_modules', 'elkjs', 'lib', 'elk.bundled.js')
  const loaded = (await import(pathToFileURL(path).href)) as { readonly default: new () => { readonly layout: Layout } }
  const elk = new loaded.default()
  return (graph) => elk.layout(graph)
}

/** The same boxes, joins and words as our drawing has, laid out by elk. */
export function elkGraph(tree: ChartTree, lane: ChartNode): ElkNode {
  const drawn = new Set(within(lane).map(({ id }) => id))
  const edges = joinEdges(tree, lane.id, drawn)
    .filter(({ from }) => from !== lane.id)
    .map(({ from, to, edges: ids }): ElkEdge => {
      const text = labelText(tree.edges(ids).map(causeOf), labelRoom)
      return {
        id: `${from} ${to}`,
        sources: [from],
        targets: [to],
        labels: [{ text, width: 7.2 * text.length, height: 18 }],
      }
    })
  return { id: lane.id, layoutOptions: options, children: tree.children(lane.id).map(nodeOf), edges }

  function nodeOf(node: ChartNode): ElkNode {
    const children = tree.children(node.id)
    if (children.length === 0)
      return { id: node.id, ...box, width: Math.max(box.width, titleOf(node).length * 8.8 + 60) }
    return {
      id: node.id,
      layoutOptions: { ...options, 'elk.padding': '[top=54,left=12,bottom=12,right=12]' },
      children: children.map(nodeOf),
    }
  }

  function within(node: ChartNode): readonly ChartNode[] {
    return tree.children(node.id).flatMap((child) => [child, ...within(child)])
  }
}

export function elkDrawing(laid: ElkNode): Drawing {
  const lines = (laid.edges ?? []).flatMap(({ sources: [from], targets: [to], sections = [] }) =>
    from === undefined || to === undefined
      ? []
      : sections.map(({ startPoint, bendPoints = [], endPoint }) => ({
          from,
          to,
          points: [startPoint, ...bendPoints, endPoint],
        })),
  )
  return { width: laid.width ?? 0, height: laid.height ?? 0, boxes: boxesIn(laid), lines }
}

function boxesIn({ children = [] }: ElkNode): Drawing['boxes'] {
  return children.flatMap((child) => {
    const { id, x = 0, y = 0, width = 0, height = 0 } = child
    return [{ id, x, y, width, height }, ...boxesIn(child)]
  })
}
