import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** What decides a judgement: the chart, the model that holds it to its promises, the judge. Words for people don't. */
const decisive = [
  'machines/*.ts',
  'machines/ignored/*.ts',
  'src/testing/auth-model/**/*.ts',
  'src/testing/explore/*.ts',
  'test/model/{cells,covered,rest}.ts',
  'test/model/mutation/{bench,matrix}.ts',
]

/** Which code was judged, as a hash over its sources without comments and layout. */
export function identityOf(): string {
  const hash = createHash('sha256')
  const files = decisive.flatMap((pattern) => globSync(join(root, pattern))).toSorted()
  for (const file of files) hash.update(relative(root, file)).update(bare(readFileSync(file, 'utf8')))
  return hash.digest('hex').slice(0, 16)
}

/** Only for comparing: it may take `//` in a string for a comment. */
function bare(source: string): string {
  return source.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '').replaceAll(/\s+/g, '')
}
