import { describe, expect, it } from 'vitest'
import { authMachine } from '../../../machines/index.ts'
import { chartModel } from '../../../src/visualizer/chart-model.ts'
import { chartTree } from '../../../src/visualizer/chart-tree.ts'
import { layPoster } from '../../../src/visualizer/export/lay-poster.ts'
import { coveredLabels, crampedBoxes, crossedBoxes, mergedLines } from '../lane-geometry.ts'

const tree = chartTree(chartModel(authMachine))

describe.each([
  ['at its outer level', 1],
  ['whole', 6],
])('the sheet of the session chart, %s', (_, depth) => {
  const { lanes } = layPoster(tree, { width: 960, depth })

  it('keeps boxes apart and lines off them', () => {
    for (const { drawing } of lanes) {
      expect(crampedBoxes(tree, drawing)).toEqual([])
      expect(crossedBoxes(tree, drawing)).toEqual([])
      expect(mergedLines(drawing)).toEqual([])
      expect(coveredLabels(tree, drawing)).toEqual([])
    }
  })
})

it('no line of a box meets the line of the box beside it', () => {
  const [session] = layPoster(tree, { width: 800, depth: 1 }).lanes
  const boxes = session?.drawing.boxes ?? []
  const ports = (wanted: 'left' | 'right') =>
    boxes.filter(({ side }) => side === wanted).flatMap(({ y, header }) => [y + header / 2 - 7, y + header / 2 + 7])
  expect(ports('left').length).toBeGreaterThan(4)
  expect(ports('right').filter((port) => ports('left').includes(port))).toEqual([])
})
