import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { troubledServer, type TroubledServer } from './troubled-server.ts'

export interface JsonApiServer extends TroubledServer {
  revokeSession(): Promise<void>
}

/** A plain login API with rotating refresh tokens. */
export async function jsonApiServer(): Promise<JsonApiServer> {
  const server = await troubledServer((path) => path === '/login' || path === '/refresh')
  const refreshTokens = new Set<string>()
  const accessTokens = new Set<string>()
  server.handle((request, response) => void route(request, response))
  return {
    ...server,
    async revokeSession() {
      refreshTokens.clear()
    },
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = JSON.parse((await text(request)) || '{}') as Readonly<Record<string, string>>
    switch (request.url) {
      case '/login':
        if (body['password'] === 'demo') grant(response)
        else answer(response, 401, { error: 'invalid_credentials' })
        return
      case '/refresh':
        if (refreshTokens.delete(body['refreshToken'] ?? '')) grant(response)
        else answer(response, 401, { error: 'invalid_grant' })
        return
      case '/logout':
        refreshTokens.delete(body['refreshToken'] ?? '')
        response.writeHead(204).end()
        return
      case '/me':
        if (accessTokens.has(request.headers.authorization?.replace('Bearer ', '') ?? '')) answer(response, 200, user)
        else answer(response, 401, { error: 'invalid_token' })
        return
      default:
        answer(response, 404, { error: 'not_found' })
    }
  }

  function grant(response: ServerResponse): void {
    const [accessToken, refreshToken] = [randomUUID(), randomUUID()]
    accessTokens.add(accessToken)
    refreshTokens.add(refreshToken)
    answer(response, 200, { accessToken, refreshToken, expiresIn: 60, user })
  }
}

const user = { id: 1042, name: 'Mira Okafor', roles: ['technician'] }

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
