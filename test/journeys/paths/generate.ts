import { writeFileSync } from 'node:fs'
import { authMachine } from '../../../machines/auth.machine.ts'
import { explore } from '../../../src/testing/explore/explore.ts'
import { paths } from '../../../src/testing/explore/paths.ts'
import type { RealPath } from './replay.ts'
import { realWorlds } from './worlds.ts'

/*
 * Writes `paths.json`: few sequences that together walk every transition that can be walked around createAuth. Those
 * that need nothing but ports and calls come first; only what they can't reach may send to the actor itself.
 */

const walked = new Set<string>()
const found: RealPath[] = []

for (const sends of [false, true]) {
  for (const { name, world } of realWorlds({ sends })) {
    const graph = explore(authMachine, world)
    for (const { start, labels, edges } of paths(graph, (edge) => !walked.has(edge))) {
      found.push({ scope: name, start, labels })
      for (const edge of edges) walked.add(edge)
    }
  }
}
const lines = found.map((path) => `  ${JSON.stringify(path)}`).join(',\n')
writeFileSync(new URL('paths.json', import.meta.url), `[\n${lines}\n]\n`)
process.stdout.write(`${found.length} paths, ${walked.size} transitions\n`)
