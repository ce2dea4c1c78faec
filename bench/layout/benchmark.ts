import { authMachine } from '../../machines/auth.machine.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { chartTree } from '../../src/visualizer/chart-tree.ts'
import { installPeers } from '../install-peers.ts'
import { median } from '../median.ts'
import type { Report } from '../report.ts'
import { measure, type Drawing } from './drawing.ts'
import { elkDrawing, elkGraph, elkLayout } from './elk.ts'
import { ownDrawing } from './own.ts'

const rounds = 7

/** Our lane layout beside elkjs: the same states, joins and words. */
export async function layoutBenchmark(): Promise<Report> {
  const { elkjs = '' } = installPeers()
  const elk = await elkLayout()
  const tree = chartTree(chartModel(authMachine))
  const isWithin = (inner: string, outer: string): boolean => tree.withAncestors(inner).some(({ id }) => id === outer)
  const rows: string[][] = []
  for (const lane of tree.lanes) {
    const ways: readonly (readonly [string, () => Drawing | Promise<Drawing>])[] = [
      ['ours, 294 px (a phone)', () => ownDrawing(tree, lane, { width: 294, columns: 1 })],
      ['ours, 868 px', () => ownDrawing(tree, lane, { width: 868, columns: 2 })],
      [`elkjs ${elkjs}`, async () => elkDrawing(await elk(elkGraph(tree, lane)))],
    ]
    for (const [name, draw] of ways) {
      const times: number[] = []
      let drawing = await draw()
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now()
        drawing = await draw()
        times.push(performance.now() - began)
      }
      const { width, height, crossings, throughBoxes, length } = measure(drawing, isWithin)
      const size = `${Math.round(width)} × ${Math.round(height)}`
      const counts = [crossings, throughBoxes, Math.round(length)].map(String)
      rows.push([name, lane.key, size, ...counts, median(times).toFixed(1)])
    }
  }
  return {
    title:
      'The layout of every region of the session, all states open, beside elkjs (layered, orthogonal, down) with the same words',
    verdicts: [
      'both are measured without the ways that hold anywhere in a region: elkjs has no rail to gather them on',
      'elkjs decides its width by itself; ours is given one and keeps to it',
    ],
    columns: ['', 'region', 'pixels', 'crossings', 'lines through boxes', 'pixels of line', 'ms (this machine)'],
    rows,
    facts: [`Node ${process.versions.node}`, `medians of ${rounds} rounds after one to warm up`],
    broken: [],
  }
}
