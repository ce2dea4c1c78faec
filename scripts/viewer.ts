import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './entries.ts'
import { viewerPage } from './viewer/viewer-page.ts'

mkdirSync(join(root, 'dist'), { recursive: true })
writeFileSync(join(root, 'dist', 'viewer.html'), await viewerPage())
