import { chartTree } from '../chart-tree.ts'
import { chartSheet } from '../export/chart-svg.ts'
import { markup } from '../export/element.ts'
import type { Theme } from '../export/poster-css.ts'
import type { ChartDifference } from './diff-charts.ts'

/** Both versions in one picture: what came is green and has a +, what went is red, dashed and has a −, what changed is dotted and has a ~. */
export function diffSvg({ union, marks, before, after }: ChartDifference, theme: Theme = 'auto'): string {
  const title = before.id === after.id ? `What changed in ${after.id}` : `From ${before.id} to ${after.id}`
  return `${markup(chartSheet(chartTree(union), { title, theme, marks }))}\n`
}
