import type { Campaign } from './campaign.ts'
import { nemeses } from './nemesis.ts'
import type { Shrunk } from './shrink.ts'

/** The campaign as lines of text: what was tried, then one line per thing that must never happen. */
export function reportOf(campaign: Campaign): string {
  const { seed, schedules, checks, selfChecks, faults, states, unavoidable, counts } = campaign
  const total = (map: ReadonlyMap<string, number>): number => [...map.values()].reduce((sum, count) => sum + count, 0)
  const each = (map: ReadonlyMap<string, number>): string =>
    [...map]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')
  return [
    `schedules            ${schedules} (seeds ${seed} to ${seed + schedules - 1})`,
    `faults               ${total(faults)}: ${each(faults)}`,
    `nemeses that acted   ${[...faults.keys()].length} of ${nemeses.length - 2}`,
    `invariants evaluated ${checks}`,
    `same seed run twice  ${selfChecks}`,
    `states reached       ${[...states].sort().join(', ')}`,
    `unavoidable losses   ${total(unavoidable)}${unavoidable.size === 0 ? '' : `: ${each(unavoidable)}`}`,
    ...[...counts].map(([kind, count]) => `${String(count).padStart(6)}  ${kind}`),
    ...campaign.failures.slice(0, 20).map(({ seed: at, kind, detail }) => `seed ${at}: ${kind}: ${detail}`),
    ...campaign.shrunk.map(replayOf),
  ].join('\n')
}

/** The command that shows a failure again, and nothing but it. */
function replayOf({ seed, kind, nemeses: needed, without, keep }: Shrunk): string {
  const options = [
    `--schedules 1 --seed ${seed} --trace`,
    without.length === 0 ? '' : `--without ${without.join(',')}`,
    `--keep ${keep.length === 0 ? 'none' : keep.join(',')}`,
  ]
  return `replay (${kind}; needs ${needed.join(', ') || 'no nemesis'}): npm run sim -- ${options.filter(Boolean).join(' ')}`
}

/** Whether a campaign has broken any promise. */
export function hasFailed({ counts }: Campaign): boolean {
  return [...counts.values()].some((count) => count > 0)
}
