import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { pathOf, wantsHtml, type Handler } from '../http/handler.ts'
import { problem, send } from '../http/reply.ts'
import { securityHeaders } from './security-headers.ts'
import type { Shell, ShellFile } from './shell.ts'

/** Serves the built app; a navigation to a path of the app's own router gets the page, everything unknown a typed 404. */
export function serveShell(shell: Shell, servicesOrigin: string): Handler {
  const headers = securityHeaders(servicesOrigin)
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const allow = 'GET, HEAD'
      send(response, problem({ status: 405, code: 'method_not_allowed', title: 'The app is read-only' }, { allow }))
      return
    }
    const path = pathOf(request)
    const asset = shell.get(path)
    const found = asset ?? (isPage(request, path) ? shell.get('/index.html') : undefined)
    if (found === undefined) {
      send(response, problem({ status: 404, code: 'unknown_route', title: 'The app has no such file' }))
      return
    }
    deliver(request, response, found, path.startsWith('/assets/'))
  }

  function deliver(request: IncomingMessage, response: ServerResponse, file: ShellFile, hashed: boolean): void {
    const unchanged = request.headers['if-none-match'] === file.etag
    response.writeHead(unchanged ? 304 : 200, {
      ...headers,
      'content-type': file.contentType,
      'content-length': unchanged ? 0 : file.body.length,
      etag: file.etag,
      // Built names carry a hash of their content; page and service worker keep theirs and must be asked for again.
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    response.end(unchanged || request.method === 'HEAD' ? undefined : file.body)
  }
}

function isPage(request: IncomingMessage, path: string): boolean {
  return path === '/' || (wantsHtml(request) && extname(path) === '' && !path.includes('..'))
}
