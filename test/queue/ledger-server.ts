import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with the next request. */
export type Fault =
  /** Acts, then the connection breaks before the answer. */
  | 'lost answer'
  /** The connection breaks before anything is done. */
  | 'lost request'
  /** Answers this, at once or when told to, and does nothing. */
  | {
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
      readonly after?: Promise<void>
    }
  /** Acts and answers when told to. */
  | { readonly after: Promise<void> }

export interface Effect {
  readonly key: string
  readonly author: string
  readonly lane: string
  readonly text: string
}

export interface LedgerServer {
  readonly origin: string
  /** In the order in which they took place. */
  readonly effects: readonly Effect[]
  /** Every request with its exact bytes. */
  readonly requests: readonly {
    readonly key: string
    readonly token: string
    readonly bytes: string
    readonly path: string
    readonly type: string
  }[]
  /** Requests are handled by these first, one each. */
  readonly faults: Fault[]
  /** Tokens that are answered 401. */
  readonly dead: Set<string>
  readonly mostAtOnce: number
  /** Drops what it knows of keys, as servers do after a day. */
  forget(): void
  end(): Promise<void>
}

/** An API with an idempotency ledger, as the queue's promise needs it: one effect a key, the same answer to its repeats. */
export async function ledgerServer(): Promise<LedgerServer> {
  const effects: Effect[] = []
  const requests: LedgerServer['requests'][number][] = []
  const faults: Fault[] = []
  const dead = new Set<string>()
  const answers = new Map<string, { readonly bytes: string; readonly author: string }>()
  let atOnce = 0
  let mostAtOnce = 0

  const act = (key: string, author: string, bytes: string): number => {
    const known = answers.get(key)
    if (known !== undefined) return known.bytes === bytes && known.author === author ? 201 : 422
    answers.set(key, { bytes, author })
    effects.push({ key, author, ...partsOf(bytes) })
    return 201
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await bodyOf(request)
    const key = String(request.headers['idempotency-key'] ?? '')
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    requests.push({ key, token, bytes, path: request.url ?? '', type: request.headers['content-type'] ?? '' })
    const fault = faults.shift()
    if (fault === 'lost request') return void request.socket.destroy()
    if (dead.has(token)) return send(response, 401, {}, '{"error":"invalid_token"}')
    if (typeof fault === 'object' && 'status' in fault) {
      await fault.after
      return send(response, fault.status, fault.headers ?? {}, fault.body ?? '')
    }
    if (typeof fault === 'object') await fault.after
    const status = act(key, token.split('.')[0] ?? '', bytes)
    if (fault === 'lost answer') return void request.socket.destroy()
    send(response, status, {}, JSON.stringify(status === 201 ? { id: key.slice(0, 4) } : { type: 'key_reuse' }))
  }

  const server = createServer((request, response) => {
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    response.on('close', () => {
      atOnce -= 1
    })
    void answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    effects,
    requests,
    faults,
    dead,
    get mostAtOnce() {
      return mostAtOnce
    },
    forget: () => answers.clear(),
    end: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** A body that is no note is its own text. */
function partsOf(bytes: string): { lane: string; text: string } {
  try {
    return JSON.parse(bytes) as { lane: string; text: string }
  } catch {
    return { lane: '', text: bytes }
  }
}

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
