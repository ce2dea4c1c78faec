import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fault, FaultPoint } from './faults.ts'

export interface Effect {
  readonly key: string
  /** Whose token the request carried. */
  readonly author: string
  readonly text: string
}

/** The server counts what happened; what a client says is only what it was promised. */
export interface LedgerServer {
  readonly origin: string
  /** In the order in which they took place. */
  readonly effects: readonly Effect[]
  /** What the app was told is stored, in that order. */
  readonly accepted: readonly string[]
  readonly requests: readonly { readonly key: string; readonly tab: string }[]
  /** How many items had been acknowledged each time that a browser came up with an empty disk. */
  readonly emptyDisks: readonly number[]
  /** The next time this is reached, once so many more items are acknowledged, `reached` is told and nothing is answered. */
  arm(fault: Fault | null, acknowledged?: number): void
  /** Resolves when the armed point is reached. */
  reached(): Promise<FaultPoint>
  /** Resolves when a tab of this user has nothing left to send. */
  idle(user: string): Promise<void>
  close(): Promise<void>
}

/** Short enough that rounds outlive it, so that refreshes and refused tokens come in between. */
const tokenLifeMs = 3_000

export async function ledgerServer(page: string): Promise<LedgerServer> {
  const effects: Effect[] = []
  const accepted: string[] = []
  const emptyDisks: number[] = []
  const requests: { key: string; tab: string }[] = []
  const answers = new Map<string, { readonly author: string; readonly text: string }>()
  let armed: { fault: Fault; left: number; from: number } | null = null
  let tell = (_: FaultPoint): void => {}
  let waiting = Promise.resolve<FaultPoint>('storing')
  const idleTold = new Map<string, () => void>()

  const reaches = (point: FaultPoint): boolean => {
    if (armed?.fault.point !== point || accepted.length < armed.from) return false
    armed.left -= 1
    if (armed.left > 0) return false
    armed = null
    tell(point)
    return true
  }

  const act = (key: string, author: string, text: string): boolean => {
    const known = answers.get(key)
    if (known !== undefined) return known.author === author && known.text === text
    answers.set(key, { author, text })
    effects.push({ key, author, text })
    return true
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request
    const body = await bodyOf(request)
    const json = (status: number, value: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const author = userOf(request.headers.authorization ?? '')
    switch (`${method} ${url}`) {
      case 'GET /':
        return void response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Ledger</title><script type="module" src="/page.js"></script>')
      case 'GET /page.js':
        return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(page)
      case 'POST /login':
        return json(200, grant((JSON.parse(body) as { username: string }).username))
      case 'POST /refresh':
        return json(200, grant((JSON.parse(body) as { refreshToken: string }).refreshToken.split('.')[1] ?? ''))
      case 'GET /user':
        return author === null ? json(401, { error: 'invalid_token' }) : json(200, { id: author, name: author })
      case 'POST /accepted':
        accepted.push(body)
        return json(200, {})
      case 'POST /empty-disk':
        emptyDisks.push(accepted.length)
        return json(200, {})
      case 'POST /idle':
        idleTold.get(body)?.()
        return json(200, {})
      case 'POST /notes': {
        const key = String(request.headers['idempotency-key'])
        requests.push({ key, tab: String(request.headers['x-tab']) })
        if (reaches('arrived')) return
        if (author === null) return json(401, { error: 'invalid_token' })
        const isSame = act(key, author, (JSON.parse(body) as { text: string }).text)
        if (reaches('acted')) return
        return isSame ? json(201, { id: key }) : json(422, { type: 'key_reuse' })
      }
      default: {
        const point = url.startsWith('/fault/') ? url.slice('/fault/'.length) : null
        if (point !== null) return tell(point as FaultPoint)
        response.writeHead(404).end()
      }
    }
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    effects,
    accepted,
    emptyDisks,
    requests,
    arm(fault, acknowledged = 0) {
      armed = fault === null ? null : { fault, left: fault.at, from: accepted.length + acknowledged }
      waiting = new Promise((resolve) => {
        tell = resolve
      })
    },
    reached: () => waiting,
    idle: (user) => new Promise((resolve) => idleTold.set(user, resolve)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

let count = 0

function grant(user: string): unknown {
  count += 1
  const until = Date.now() + tokenLifeMs
  return {
    accessToken: `${until}.${user}.${count}`,
    refreshToken: `refresh.${user}.${count}`,
    expiresIn: tokenLifeMs / 1_000,
    user: { id: user, name: user },
  }
}

function userOf(authorization: string): string | null {
  const [until, user] = authorization.replace('Bearer ', '').split('.')
  return user !== undefined && Number(until) > Date.now() ? user : null
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
