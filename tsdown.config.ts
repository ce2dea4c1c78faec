import { defineConfig } from 'tsdown'
import { bundledEntries } from './scripts/entries.ts'

export default defineConfig({
  entry: bundledEntries(),
  platform: 'neutral',
  target: 'es2023',
  // One file per module, mirroring the tree: package.json's exports name the file, 'use client' stays where it was
  // written, and an app pays for the modules it reaches.
  unbundle: true,
  root: '.',
  dts: true,
  tsconfig: 'tsconfig.build.json',
  report: false,
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
})
