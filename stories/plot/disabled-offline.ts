import { panelsOf } from '../../src/visualizer/storyboard/panel.ts'
import { replay } from '../../src/visualizer/storyboard/shortest-paths.ts'
import { storyboardSvg } from '../../src/visualizer/storyboard/storyboard-svg.ts'
import { tellingOf } from '../screens/telling.ts'
import { disabledWhileOffline } from './boards.ts'
import { sessionPlot, sessionTree, viewAt } from './session-plot.ts'

/** The story of an account that is switched off while its device has no network, drawn for somebody without the chart. */
export function disabledOffline(): string {
  const { name: title, path } = disabledWhileOffline
  const stepper = sessionPlot({ settings: { hasProbe: true, hasQueue: true } })
  const panels = panelsOf(sessionTree, replay(stepper, path) ?? [], {
    ...disabledWhileOffline,
    tell: (frame) => tellingOf(viewAt(frame)),
    filling: (frame) => ({ count: viewAt(frame).pending }),
  })
  return storyboardSvg({ title, panels }, { theme: 'auto' })
}
