import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reachablePlaces } from '../plot/reachable.ts'
import { stateStories } from './write-stories.ts'

for (const [name, text] of stateStories(reachablePlaces())) writeFileSync(join(import.meta.dirname, name), text)
