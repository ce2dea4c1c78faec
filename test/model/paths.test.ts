import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { authWorld } from '../../src/testing/auth-model/worlds.ts'
import { explore } from '../../src/testing/explore/explore.ts'
import { movesIn } from '../../src/testing/explore/moves.ts'
import { paths } from '../../src/testing/explore/paths.ts'
import { walker } from '../../src/testing/explore/walk.ts'

const names = ['revocation', 'queue', 'stepUp', 'session'] as const
const graphs = names.map((name) => ({ name, world: authWorld(name), graph: explore(authMachine, authWorld(name)) }))

group('the paths of the chart', () => {
  it('are few, walk every transition that was reached, and walk it again when they are replayed', () => {
    const walked = new Set<string>()
    const counts = graphs.map(({ name, world, graph }) => {
      // What another world has walked already needs no second path.
      const found = paths(graph, (edge) => !walked.has(edge))
      const { begin, take } = walker(authMachine, world)
      const moves = movesIn(world)
      for (const path of found) {
        let place = begin(world.inputs?.[path.start])
        const edges = new Set(place.edges)
        for (const label of path.labels) {
          const move = moves(place).find((one) => one.label === label)
          expect(move?.label).toBe(label)
          if (move === undefined) break
          place = take(place, move).after
          for (const edge of place.edges) edges.add(edge)
        }
        expect([...edges].toSorted()).toEqual(path.edges.toSorted())
        for (const edge of edges) walked.add(edge)
      }
      return `${name} ${found.length}`
    })
    process.stdout.write(`paths: ${counts.join(', ')}; transitions walked: ${walked.size}\n`)
    expect(walked.size).toBeGreaterThanOrEqual(324)
  })
})
