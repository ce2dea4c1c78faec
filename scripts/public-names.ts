import { writeFileSync } from 'node:fs'
import { publicNamesText } from './docs/public-names.ts'
import { declaredEntries } from './entries.ts'

writeFileSync('docs/public-names.md', publicNamesText(declaredEntries()))
