import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** The adapters, their contracts and `page.ts` around them, as one script. */
export async function bundlePage(): Promise<string> {
  const build = await rolldown({ input: join(import.meta.dirname, 'page.ts'), platform: 'browser', logLevel: 'silent' })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  return output[0].code
}
