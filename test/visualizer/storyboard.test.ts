import { describe, expect, it } from 'vitest'
import { words } from '../../demo/app/words/en.ts'
import { givenWhenThen } from '../../src/visualizer/storyboard/given-when-then.ts'
import { panelsOf } from '../../src/visualizer/storyboard/panel.ts'
import { replay, shortestPaths } from '../../src/visualizer/storyboard/shortest-paths.ts'
import { createStepper } from '../../src/visualizer/simulate/stepper.ts'
import { plainHappenings } from '../../src/visualizer/simulate/plain-happenings.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { chartTree } from '../../src/visualizer/chart-tree.ts'
import { instant } from '../../machines/index.ts'
import { askedFor, disabledWhileOffline, everyState } from '../../stories/plot/boards.ts'
import { sessionPlot, sessionTree, viewAt } from '../../stories/plot/session-plot.ts'
import { tellingOf } from '../../stories/screens/telling.ts'
import { lamp } from '../dom/visualizer/light-machine.ts'

const withQueue = sessionPlot({ settings: { hasProbe: true, hasQueue: true } })
const plain = sessionPlot()

describe('a storyboard', () => {
  it.each(askedFor.map(({ name, path }) => ({ name, path })))('is told to its end: $name', ({ path }) => {
    expect(replay(withQueue, path)).toHaveLength(path.length + 1)
  })

  it('is told to its end for every state', () => {
    expect(everyState.filter(({ path }) => replay(plain, path) === null)).toEqual([])
  })

  it('is refused where something on its way no longer happens', () => {
    expect(replay(plain, ['restore (live)', 'restore (live)'])).toBeNull()
  })

  it('answers a newcomer by itself: what happens when the account is disabled while offline?', () => {
    const frames = replay(withQueue, disabledWhileOffline.path) ?? []
    const panels = panelsOf(sessionTree, frames, {
      ...disabledWhileOffline,
      tell: (frame) => tellingOf(viewAt(frame)),
      filling: (frame) => ({ count: viewAt(frame).pending, organisation: words.organisation }),
    })
    const text = givenWhenThen(disabledWhileOffline.name, panels)
    const [, offline = '', meanwhile = '', back = '', end = ''] =
      /(No connection since.*)[\s\S]*(\*\*Meanwhile\*\*[\s\S]*)(the network is back)[\s\S]*(the account is switched off[\s\S]*)/.exec(
        text,
      ) ?? []
    expect(offline).toContain("2 changes are safe on this device and go out when you're back.")
    expect(meanwhile).toMatch(/the office switches the account off.*work goes on\.\s+\*\*Still\*\* “Working offline”/)
    expect(back).not.toBe('')
    expect(end).toContain('Northgate Field Services has switched it off. 2 changes are kept on this device.')
    expect(text.match(/\*\*Given\*\*/g)).toHaveLength(1)
    expect(text.match(/\*\*Then\*\*/g)).toHaveLength(frames.length - 1 - (disabledWhileOffline.begins ?? 0))
    expect(text).not.toMatch(/\{\w+\}|undefined|token/)
  })

  it('is found for every state of any machine, by the shortest way', () => {
    const tree = chartTree(chartModel(lamp))
    const stepper = createStepper(lamp, { tree, happenings: plainHappenings(tree), at: instant(0) })
    const leaf = ({ step }: Parameters<typeof viewAt>[0]): string => step.after.at(-1) ?? ''
    const paths = shortestPaths(stepper, { namesOf: (frame) => [leaf(frame)], keyOf: leaf })
    expect(Object.fromEntries(paths)).toEqual({
      'lamp.off': [],
      'lamp.lit': ['press'],
      'lamp.dark': ['press', 'cut'],
    })
  })
})
