'use client'

import type { ReactElement } from 'react'
import type { ChartEdge } from './chart-model.ts'
import type { ChartTree } from './chart-tree.ts'
import type { Route } from './layout/route-joins.ts'
import { toneOf, triggerOf } from './plain-words.ts'
import type { Paint } from './verdicts/paint.ts'

export interface TakenEdges {
  /** Counts up, so that the same edge taken twice lights up twice. */
  readonly number: number
  readonly edges: readonly string[]
}

export interface RoutesProps {
  readonly tree: ChartTree
  readonly routes: readonly Route[]
  readonly rail: number | null
  readonly lit: ReadonlySet<string>
  readonly taken: TakenEdges | null
  readonly hinted: string | null
  readonly paint: Paint | undefined
}

/** The transitions of a lane. Silent: the same ways stand as sentences beside the chart. */
export function Routes({ tree, routes, rail, lit, taken, hinted, paint }: RoutesProps): ReactElement {
  const isLit = ({ edges }: Route): boolean => edges.some((id) => lit.has(id))
  /** What is true of the whole lane is no news about this state. */
  const litAs = (route: Route): '' | 'far' | undefined =>
    isLit(route) ? (tree.laneOf(route.from)?.id === route.from ? 'far' : '') : undefined
  const isHinted = ({ edges }: Route): boolean => hinted !== null && edges.includes(hinted)
  const verdictOn = ({ edges }: Route): string | undefined =>
    edges.flatMap((id) => paint?.get(id)?.kind ?? []).toSorted()[0]
  // What matters is drawn last, over what doesn't.
  const order = (route: Route): number => (isHinted(route) ? 2 : isLit(route) || verdictOn(route) !== undefined ? 1 : 0)
  const drawn = routes.toSorted((one, other) => order(one) - order(other))
  const passed = taken === null ? [] : routes.filter(({ edges }) => edges.some((id) => taken.edges.includes(id)))
  return (
    <svg aria-hidden="true" width="100%" height="100%">
      {rail === null ? null : (
        <text x={rail} y={-14} textAnchor="middle">
          from any
        </text>
      )}
      {drawn.map((route) => (
        <g key={keyOf(route)}>
          <path
            className="ac-route"
            d={route.path}
            data-lit={litAs(route)}
            data-verdict={verdictOn(route)}
            data-hinted={isHinted(route) ? '' : undefined}
            data-dash={isLit(route) ? dashOf(tree, route, lit) : undefined}
          />
          {isLit(route) && dashOf(tree, route, lit) === 'tab' ? <path className="ac-between" d={route.path} /> : null}
          <path className="ac-head" d={headPath(route)} data-lit={litAs(route)} />
        </g>
      ))}
      {passed.map((route) => (
        <path
          key={`${keyOf(route)} ${taken?.number}`}
          className="ac-taken"
          d={route.path}
          data-tone={toneAt(tree, route.to)}
          data-edges={route.edges.filter((id) => taken?.edges.includes(id)).join('\n')}
        />
      ))}
    </svg>
  )
}

function keyOf({ from, to }: Route): string {
  return `${from} ${to}`
}

function toneAt(tree: ChartTree, id: string): string | undefined {
  const node = tree.node(id)
  return node === undefined ? undefined : toneOf(node)
}

/** A line that means time, another tab or nothing but a condition says so; one that also means something else is solid. */
function dashOf(tree: ChartTree, route: Route, lit: ReadonlySet<string>): 'time' | 'automatic' | 'tab' | undefined {
  const edges = tree.edges(route.edges).filter(({ id }) => lit.has(id))
  const isAutomatic = ({ kind }: ChartEdge): boolean => kind === 'always'
  if (edges.every(isAutomatic)) return 'automatic'
  return (['time', 'tab'] as const).find((trigger) => edges.every((edge) => triggerOf(edge) === trigger))
}

function headPath({ head: { x, y, pointing } }: Route): string {
  const back = pointing === 'left' ? 7 : -7
  return `M ${x} ${y} l ${back} -4 v 8 Z`
}
