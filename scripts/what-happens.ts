import { writeFileSync } from 'node:fs'
import { whatHappens } from './docs/what-happens-text.ts'

writeFileSync('docs/what-happens-when.md', whatHappens())
