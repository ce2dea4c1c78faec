import { afterAll, beforeAll } from 'vitest'
import { createDemoServer, type DemoServer, type DemoServerOptions } from '../../demo/server/index.ts'
import { shellFile } from '../../demo/server/shell/shell.ts'

/** A demo server on a free port for the tests of one file, with a page in place of the built app. */
export function useDemoServer(options: DemoServerOptions = {}): () => DemoServer {
  let server: DemoServer | undefined
  beforeAll(async () => {
    server = await createDemoServer({ port: 0, app: tinyShell(), ...options })
  })
  afterAll(async () => {
    await server?.close()
  })
  return () => {
    if (server === undefined) throw new Error('Cannot use the demo server: it is not running')
    return server
  }
}

function tinyShell(): NonNullable<Exclude<DemoServerOptions['app'], string>> {
  return new Map([
    ['/index.html', shellFile('index.html', Buffer.from('<!doctype html><title>Fieldwork</title>'))],
    ['/assets/index-abc.js', shellFile('index-abc.js', Buffer.from('export {}'))],
    ['/sw.js', shellFile('sw.js', Buffer.from('self'))],
  ])
}
