import { build } from 'vite'
import config from '../../vite.config.ts'

const [outDir] = process.argv.slice(2)
if (outDir === undefined) throw new TypeError('Cannot build the demo app: no output folder was given')

await build({ ...config, configFile: false, logLevel: 'warn', build: { ...config.build, outDir, emptyOutDir: true } })
