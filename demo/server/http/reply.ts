import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: OutgoingHttpHeaders
}

/** RFC 9457 problem details; `code` is what a program compares, `title` is what a person reads. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly [extension: string]: unknown
}

export function problem(details: Problem, headers: OutgoingHttpHeaders = {}): Reply {
  return {
    status: details.status,
    body: { type: `urn:fieldwork:problem:${details.code}`, ...details },
    headers: { ...headers, 'content-type': 'application/problem+json' },
  }
}

export function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(JSON.stringify(body))
}

export function sendHtml(
  response: ServerResponse,
  { status, html, headers = {} }: { status: number; html: string; headers?: OutgoingHttpHeaders },
): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(html)
}
