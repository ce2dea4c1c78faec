import type { Server } from 'node:http'
import { createServer } from 'vite'
import config from '../../vite.config.ts'
import type { Handler } from '../http/handler.ts'

export interface DevShell {
  readonly handler: Handler
  close(): Promise<void>
}

/** Vite with hot reload in place of the built app: no service worker and no content policy, for work on the demo itself. */
export async function devShell(server: Server): Promise<DevShell> {
  const vite = await createServer({
    ...config,
    configFile: false,
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server, host: '127.0.0.1' } },
  })
  return {
    handler: (request, response) =>
      new Promise((resolve, reject) => {
        response.once('close', resolve)
        vite.middlewares(request, response, (error: unknown) =>
          reject(error ?? new Error('Cannot serve: no such file')),
        )
      }),
    close: () => vite.close(),
  }
}
