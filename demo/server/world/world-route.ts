import type { IncomingMessage } from 'node:http'
import { pathOf, type Handler } from '../http/handler.ts'
import { readJsonObject } from '../http/read-body.ts'
import { problem, send, type Reply } from '../http/reply.ts'
import { parseCommand } from './command.ts'
import { UnknownInWorld, type World } from './world.ts'

/** `GET /__world`, `GET /__world/ledger`, `POST /__world`: on the app's origin, for the app's own pages only. */
export function handleWorld(world: World, appOrigin: string): Handler {
  return async (request, response) => {
    send(response, isForeign(request, appOrigin) ? foreign() : await answer(request))
  }

  async function answer(request: IncomingMessage): Promise<Reply> {
    const path = pathOf(request)
    if (request.method === 'GET' && path === '/__world') return { status: 200, body: world.report() }
    if (request.method === 'GET' && path === '/__world/ledger')
      return { status: 200, body: { entries: world.ledger() } }
    if (request.method === 'POST' && path === '/__world') return change(request)
    return problem({
      status: 404,
      code: 'unknown_route',
      title: 'The world answers under /__world and /__world/ledger',
    })
  }

  async function change(request: IncomingMessage): Promise<Reply> {
    const body = await readJsonObject(request)
    if (!body.ok) return body.reply
    const parsed = parseCommand(body.value)
    if (!parsed.ok) return unprocessable(parsed.member)
    try {
      return { status: 200, body: world.apply(parsed.command) }
    } catch (error) {
      if (error instanceof UnknownInWorld) return unprocessable(error.member)
      throw error
    }
  }
}

function isForeign({ headers }: IncomingMessage, appOrigin: string): boolean {
  const site = headers['sec-fetch-site']
  if (headers.origin !== undefined && headers.origin !== appOrigin) return true
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

function foreign(): Reply {
  return problem({ status: 403, code: 'origin_not_allowed', title: 'Only the app’s own pages may do this' })
}

function unprocessable(member: string): Reply {
  return problem({ status: 422, code: 'unknown_command', title: 'The world has no such switch or value', member })
}
