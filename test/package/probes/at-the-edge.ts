import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createContext, SourceTextModule, SyntheticModule, type Module } from 'node:vm'

/** The common subset of web-interoperable server runtimes: no window, no DOM, no storage, no process, no eval. */
const standard = [
  'AbortController AbortSignal Blob CompressionStream Crypto CryptoKey CustomEvent DOMException Event EventTarget File',
  'FormData Headers ReadableStream Request Response SubtleCrypto TextDecoder TextEncoder TransformStream URL',
  'URLSearchParams WritableStream atob btoa clearInterval clearTimeout console crypto fetch performance queueMicrotask',
  'setInterval setTimeout structuredClone',
].flatMap((names) => names.split(' '))

const context = createContext(
  Object.fromEntries(standard.map((name) => [name, Reflect.get(globalThis, name) as unknown])),
  { codeGeneration: { strings: false, wasm: false } },
)
const modules = new Map<string, Promise<Module>>()

function moduleAt(url: string): Promise<Module> {
  const known = modules.get(url)
  if (known !== undefined) return known
  const made = makeModule(url)
  modules.set(url, made)
  return made
}

async function makeModule(url: string): Promise<Module> {
  // What is installed beside this probe is on trial. Its neighbours are linked in from elsewhere, and are a bundler's business.
  if (url.startsWith(new URL('.', import.meta.url).href)) {
    return new SourceTextModule(await readFile(fileURLToPath(url), 'utf8'), { context, identifier: url })
  }
  if (!url.startsWith('file:')) throw new Error(`The edge has no ${url}`)
  return fromHost(url)
}

async function fromHost(url: string): Promise<Module> {
  const exported = (await import(url)) as Readonly<Record<string, unknown>>
  return new SyntheticModule(
    Object.keys(exported),
    function () {
      for (const [name, value] of Object.entries(exported)) this.setExport(name, value)
    },
    { context, identifier: url },
  )
}

function resolve(specifier: string, from: Module): Promise<Module> {
  return moduleAt(import.meta.resolve(specifier, from.identifier))
}

const touched: string[] = []
const names = (process.argv[3] ?? '').split(',')
for (const name of names) {
  const known = new Set(Object.getOwnPropertyNames(context))
  try {
    const entry = await moduleAt(import.meta.resolve(name))
    if (entry.status === 'unlinked') await entry.link(resolve)
    await entry.evaluate()
    if (Object.keys(entry.namespace).length === 0) touched.push(`${name} exports nothing`)
  } catch (error) {
    touched.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
  for (const added of Object.getOwnPropertyNames(context).filter((one) => !known.has(one))) {
    touched.push(`${name} adds ${added}`)
  }
}
process.stdout.write(`${JSON.stringify({ loaded: names.length, touched })}\n`)
