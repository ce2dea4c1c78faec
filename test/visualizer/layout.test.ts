import { describe, expect, it } from 'vitest'
import { authMachine } from '../../machines/index.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { chartTree } from '../../src/visualizer/chart-tree.ts'
import { arrangeLanes } from '../../src/visualizer/layout/arrange-lanes.ts'
import { drawLane } from '../../src/visualizer/layout/draw-lane.ts'
import { labelText } from '../../src/visualizer/layout/label-spots.ts'
import { causeOf } from '../../src/visualizer/plain-words.ts'
import { coveredLabels, crampedBoxes, crossedBoxes, mergedLines } from './lane-geometry.ts'

const tree = chartTree(chartModel(authMachine))
const ways = tree.lanes.flatMap((lane) =>
  ([1, 2] as const).flatMap((columns) => [true, false].map((isOpen) => ({ name: lane.key, lane, columns, isOpen }))),
)

function drawn({ lane, columns, isOpen }: Pick<(typeof ways)[number], 'lane' | 'columns' | 'isOpen'>) {
  return drawLane(tree, lane, { width: columns === 1 ? 254 : 700, columns, isOpen: () => isOpen })
}

describe.each(ways)('the lane $name in $columns column(s), open: $isOpen', (way) => {
  it('keeps siblings 24 px apart and children inside their parents', () => {
    expect(crampedBoxes(tree, drawn(way))).toEqual([])
  })

  it('runs no line through a state it has nothing to do with', () => {
    expect(crossedBoxes(tree, drawn(way))).toEqual([])
  })

  it('runs no two lines on top of each other unless they lead to the same state', () => {
    expect(mergedLines(drawn(way))).toEqual([])
  })

  it('keeps the words of every way off boxes, lines, the rail and one another', () => {
    const drawing = drawn(way)
    expect(drawing.labels.map(({ to }) => to).toSorted()).toEqual(
      [...new Set(drawing.routes.map(({ to }) => to))].toSorted(),
    )
    expect(coveredLabels(tree, drawing)).toEqual([])
  })

  it('stays inside its width and leaves room for words', () => {
    const { boxes, width } = drawn(way)
    expect(boxes.filter((box) => box.x < 0 || box.x + box.width > width || box.width < 120)).toEqual([])
  })

  it('comes out the same every time', () => {
    expect(drawn(way)).toEqual(drawn(way))
  })
})

describe('the checks of a drawing', () => {
  const [lane = tree.root] = tree.lanes
  const sound = drawn({ lane, columns: 1, isOpen: true })

  it('see a box pushed onto its sibling', () => {
    const [first, ...rest] = sound.boxes
    if (first === undefined) throw new Error('nothing is drawn')
    const pushed = { ...sound, boxes: [{ ...first, height: first.height + 1 }, ...rest] }
    expect(crampedBoxes(tree, pushed)).toHaveLength(1)
  })

  it('see a line through a box', () => {
    const cut = sound.routes.map((route) => ({ ...route, path: route.path.replace(/V/, 'H 20 V') }))
    expect(crossedBoxes(tree, { ...sound, routes: cut }).length).toBeGreaterThan(0)
  })

  it('see a label on a line, on a box and on another label', () => {
    const [label] = sound.labels
    const [box] = sound.boxes
    if (label === undefined || box === undefined) throw new Error('nothing is drawn')
    const wide = { ...label, width: sound.width - label.x }
    expect(coveredLabels(tree, { ...sound, labels: [wide] }).join()).toContain('under')
    expect(coveredLabels(tree, { ...sound, labels: [{ ...label, y: box.y }] }).join()).toContain(`on ${box.id}`)
    expect(coveredLabels(tree, { ...sound, labels: [label, label] }).length).toBeGreaterThan(0)
  })

  it('see two lines in one place', () => {
    const flat = sound.routes.map((route) => ({ ...route, path: 'M 250 0 V 90' }))
    expect(mergedLines({ ...sound, routes: flat }).length).toBeGreaterThan(0)
  })
})

describe('the words of a way', () => {
  it('are as many as fit, and say how many more there are', () => {
    const causes = ['No network', 'A login page', 'Sign out']
    expect(labelText(causes, 400)).toBe('No network · A login page · Sign out')
    expect(labelText(causes, 210)).toBe('No network · A login page +1')
    expect(labelText(causes, 100)).toBe('No network +2')
    expect(labelText(causes, 64)).toBe('No n… +2')
    expect(labelText(['No network', 'No network'], 400)).toBe('No network')
  })

  it('never take more than their room', () => {
    const causes = tree.lanes.flatMap(({ id }) => tree.edgesFrom(id)).map(causeOf)
    for (let width = 40; width < 600; width += 7)
      expect(labelText(causes, width).length * 7.2).toBeLessThanOrEqual(width)
  })
})

describe('the lanes', () => {
  it('stand one below the other on a phone, side by side on a desk', () => {
    expect(arrangeLanes(tree, 328).rows.map(({ stacks }) => stacks.length)).toEqual([1, 1, 1, 1, 1])
    expect(arrangeLanes(tree, 1280).rows.map(({ stacks }) => stacks.length)).toEqual([1, 2])
  })

  it.each([320, 360, 768, 1280, 1600])('fit a width of %i px', (width) => {
    const { rows, besides } = arrangeLanes(tree, width - 32)
    const across = rows.map(({ stacks, room }) => stacks.length * (room.width + 34) + (stacks.length - 1) * 24)
    expect(Math.max(...across)).toBeLessThanOrEqual(width - 32 - (besides ? 344 : 0))
  })
})
