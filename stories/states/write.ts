import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { disabledOffline } from '../plot/disabled-offline.ts'
import { reachablePlaces } from '../plot/reachable.ts'
import { placesFile, stateStories } from './write-stories.ts'

const places = reachablePlaces()

for (const [name, text] of stateStories(places)) writeFileSync(join(import.meta.dirname, name), text)
writeFileSync(join(import.meta.dirname, '../plot/places.ts'), placesFile(places))
writeFileSync(join(import.meta.dirname, '../../docs/disabled-offline.svg'), disabledOffline())
