import { chartTree, type ChartTree } from '../chart-tree.ts'
import { eventName } from '../event-names.ts'
import { titleOf } from '../plain-words.ts'
import { spanWords } from '../span-words.ts'
import type { Divergence } from './compare-behaviour.ts'
import type { ChartDifference } from './diff-charts.ts'
import type { Happening, Standing } from './play.ts'

/** What a difference means to those who use the app, in sentences. */
export interface DifferenceWords {
  readonly unreachable: readonly string[]
  readonly cells: readonly string[]
  readonly divergences: readonly { readonly steps: readonly string[]; readonly end: string }[]
}

export function differenceWords({ before, after, behaviour }: ChartDifference): DifferenceWords {
  const [old, now] = [chartTree(before), chartTree(after)]
  return {
    unreachable: behaviour.newlyUnreachable.map((id) => `${stateName(now, id)} can no longer be reached.`),
    cells: behaviour.cells.map(
      (cell) => `${stateName(now, cell.state)} on ${eventName(cell.event)}: ${cell.before}; now ${cell.after}.`,
    ),
    divergences: behaviour.divergences.map((divergence) => ({
      steps: divergence.steps.map(happeningWords),
      end: endWords(divergence, { old, now }),
    })),
  }
}

function endWords(
  { steps, start }: Divergence,
  { old, now }: { readonly old: ChartTree; readonly now: ChartTree },
): string {
  const last = steps.at(-1) ?? start
  return `Before: ${standingWords(old, last.before)}. Now: ${standingWords(now, last.after)}.`
}

export function happeningWords({ event, holds }: Happening): string {
  const what =
    event === 'always' ? 'at once' : event.startsWith('after ') ? waitWords(event.slice(6)) : eventName(event)
  return holds === null ? what : `${what}, while ${spaced(holds)}`
}

function waitWords(delay: string): string {
  return /^\d+$/.test(delay) ? `wait ${spanWords(Number(delay))}` : `wait ${delay}`
}

function spaced(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, (_, end: string, next: string) => `${end} ${next.toLowerCase()}`)
}

export function standingWords(tree: ChartTree, at: Standing): string {
  return at.map((id) => stateName(tree, id)).join(' and ')
}

function stateName(tree: ChartTree, id: string): string {
  const node = tree.node(id)
  return node === undefined ? id : `“${titleOf(node)}” (${node.key})`
}
