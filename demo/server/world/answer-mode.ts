import { setTimeout as delay } from 'node:timers/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { wantsHtml } from '../http/handler.ts'
import { problem, send, sendHtml } from '../http/reply.ts'

/** How a service answers: `lost` does what a POST asks and drops the answer, `portal` answers like a hotel's login page. */
export const answerModes = ['up', 'down', 'throttled', 'portal', 'unreachable', 'slow', 'lost'] as const

export type AnswerMode = (typeof answerModes)[number]

export interface Answering {
  readonly retryAfterSeconds: number
  readonly slowForMs: number
  readonly closing: AbortSignal
}

const portalPage =
  '<!doctype html><html lang="en"><title>Welcome to Hotel Meridian Wi-Fi</title><h1>Log in to use this network</h1></html>'

/** Applies the mode to one request; resolves true when the real handler should still run. */
export async function passes(
  mode: AnswerMode,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  { retryAfterSeconds, slowForMs, closing }: Answering,
): Promise<boolean> {
  switch (mode) {
    case 'up':
      return true
    case 'slow':
      return delay(slowForMs, true, { signal: closing, ref: false }).catch(() => false)
    case 'lost':
      if (request.method === 'POST') dropAnswer(request, response)
      return true
    case 'down':
      refuse(503, 'unavailable', 'The service is down for a moment')
      return false
    case 'throttled':
      refuse(429, 'throttled', 'Too many requests')
      return false
    case 'portal':
      sendHtml(response, { status: 200, html: portalPage })
      return false
    case 'unreachable':
      request.socket.destroy()
      return false
    default:
      return mode satisfies never
  }

  function refuse(status: number, code: string, title: string): void {
    const headers = { 'retry-after': String(retryAfterSeconds) }
    if (wantsHtml(request)) {
      const html = `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>Try again in ${retryAfterSeconds} seconds.</p></html>`
      sendHtml(response, { status, html, headers })
    } else send(response, problem({ status, code, title }, headers))
  }
}

/** The handler runs to its end, so the effect stands, but its answer meets a dead socket. */
function dropAnswer(request: IncomingMessage, response: ServerResponse): void {
  Object.assign(response, {
    write: () => true,
    end: () => {
      request.socket.destroy()
      return response
    },
  })
}
