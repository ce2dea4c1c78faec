import { say, type Filling } from '../../../machines/meta/say.ts'
import type { Trigger } from '../../../machines/meta/words.ts'
import type { ChartEdge, ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { eventName } from '../event-names.ts'
import { innermostOf, nameInLane } from '../lane-paths.ts'
import { causeOf, titleOf, triggerOf } from '../plain-words.ts'
import { spanWords } from '../span-words.ts'
import type { Frame } from '../simulate/happening.ts'
import type { Board } from './board.ts'

/** What a moment says to the person in front of it. */
export interface Telling {
  readonly title: string
  readonly sentence: string
}

/** One picture of a story. */
export interface Panel {
  readonly frame: Frame
  /** What set it off; null at the start. */
  readonly cause: { readonly trigger: Trigger; readonly label: string; readonly why: string | null } | null
  /** How long after the picture before; null at the start. */
  readonly elapsed: string | null
  /** Where the first lane stands: the one that has the screens. */
  readonly state: ChartNode
  /** The state's name within its lane. */
  readonly name: string
  readonly telling: Telling
}

/** Where a story begins, and what happens elsewhere meanwhile. */
export interface PanelOptions extends Pick<Board, 'begins' | 'meanwhile'> {
  /** What the sentences leave open. */
  readonly filling?: ((frame: Frame) => Filling) | undefined
  /** Where the app's own words go further than the chart's: a reason. Null: the chart's. */
  readonly tell?: ((frame: Frame) => Telling | null) | undefined
}

/** Turns the steps of a story into the panels of its storyboard. */
export function panelsOf(tree: ChartTree, frames: readonly Frame[], options: PanelOptions = {}): readonly Panel[] {
  const { begins = 0, meanwhile = [] } = options
  return frames.slice(begins).flatMap((frame, at) => {
    const place = begins + at
    const before = at === 0 ? undefined : frames[place - 1]
    const state = innermostOf(tree, tree.lanes[0] ?? tree.root, frame.step.after) ?? tree.root
    const told: Panel = {
      frame,
      state,
      name: nameInLane(tree, state),
      cause: before === undefined ? null : causeIn(tree, frame),
      elapsed: before === undefined ? null : elapsedWords(frame.now - before.now),
      telling: options.tell?.(frame) ?? plainTelling(state, options.filling?.(frame)),
    }
    const elsewhere = meanwhile.filter(({ after }) => after === place)
    return [
      told,
      ...elsewhere.map(({ trigger, label, why }) => ({
        ...told,
        cause: { trigger, label, why },
        elapsed: 'meanwhile',
      })),
    ]
  })
}

function plainTelling(state: ChartNode, filling: Filling | undefined): Telling {
  return { title: titleOf(state), sentence: say(state.words?.sentence ?? '', filling) }
}

/** Of the edges taken, the one that moved the first lane; else the first one that moved anything. */
function causeIn(tree: ChartTree, { step }: Frame): Panel['cause'] {
  const taken = tree.edges(step.edges)
  const named = taken.filter(({ kind }) => kind !== 'always')
  const isFirst = (edge: ChartEdge): boolean => tree.laneOf(edge.source)?.id === tree.lanes[0]?.id
  const edge = named.find(isFirst) ?? named[0] ?? taken[0]
  if (edge === undefined) return { trigger: 'system', label: eventName(step.event), why: null }
  return { trigger: triggerOf(edge), label: causeOf(edge), why: edge.words?.why ?? null }
}

function elapsedWords(milliseconds: number): string {
  return milliseconds < 1_000 ? 'at once' : `${spanWords(milliseconds)} later`
}
