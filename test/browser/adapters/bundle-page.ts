import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** The adapters, their contracts and `page.ts` around them, as one script. */
export async function bundlePage(): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL('./page.ts', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm' })
  await build.close()
  return output[0].code
}
