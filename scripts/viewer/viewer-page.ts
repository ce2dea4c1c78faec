import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { root } from '../entries.ts'

/*
 * The page carries its script packed, to a third of its size. A page may only run what its policy names: the few lines
 * that unpack, and the very script that comes out.
 */
const unpack = `
const packed = Uint8Array.from(atob(document.getElementById('packed').textContent), (one) => one.charCodeAt(0))
const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
new Response(unpacked).text().then((text) => {
  const script = document.createElement('script')
  script.textContent = text
  document.body.append(script)
})
`

/** The viewer as one page. Its policy lets it run its own script and load nothing, from wherever it is opened. */
export async function viewerPage(): Promise<string> {
  const script = await bundled()
  const policy = [
    `default-src 'none'`,
    `script-src ${hashOf(unpack)} ${hashOf(script)}`,
    `style-src 'unsafe-inline'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Chart viewer</title>',
    '</head>',
    '<body>',
    '<div id="root"></div>',
    `<script type="text/plain" id="packed">${gzipSync(script, { level: 9 }).toString('base64')}</script>`,
    `<script>${unpack}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}

async function bundled(): Promise<string> {
  const build = await rolldown({
    input: join(root, 'src', 'visualizer', 'viewer', 'main.tsx'),
    cwd: root,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'iife', minify: true })
  await build.close()
  return output[0].code
}
