import type Provider from 'oidc-provider'
import type { Handler } from '../http/handler.ts'

/** Runs the provider below a path; it reads `originalUrl` to build its own links. */
export function mountProvider(provider: Provider, path: string): Handler {
  const run = provider.callback()
  return async (request, response) => {
    const originalUrl = request.url ?? '/'
    request.url = originalUrl.slice(path.length) || '/'
    await run(Object.assign(request, { originalUrl }), response)
  }
}
