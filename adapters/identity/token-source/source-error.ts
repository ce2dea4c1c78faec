import type { Exchange } from '../../../src/ports/exchange.ts'

/** What a server answered, as far as its SDK tells. */
export interface SourceError {
  /** HTTP status; null where the SDK keeps it to itself. */
  readonly status: number | null
  /** The server's code, such as `invalid_grant`. */
  readonly error: string | null
  readonly description: string | null
}

const longest = 200

/** Reads `status`, `error` or `code`, and `error_description`, where an SDK's error has them; null where it has none. */
export function readSourceError(thrown: unknown): SourceError | null {
  if (typeof thrown !== 'object' || thrown === null) return null
  const member = (name: string): unknown =>
    name in thrown ? (thrown as Readonly<Record<string, unknown>>)[name] : undefined
  const code = text(member('error')) ?? text(member('code'))
  const status = member('status') ?? member('statusCode')
  // SDKs write 0 where nothing came back.
  const answered = typeof status === 'number' && status >= 100 ? status : null
  if (code === null && answered === null) return null
  return { status: answered, error: code, description: text(member('error_description')) }
}

/** The exchange that an SDK made for us. A code without a status stands for the refusal it is named after (RFC 6749 §5.2). */
export function toldBy(told: SourceError | null, { aborted, reason }: AbortSignal): Exchange {
  const isLate = reason instanceof DOMException && reason.name === 'TimeoutError'
  if (told === null) return { kind: 'no_response', cause: aborted ? (isLate ? 'timeout' : 'aborted') : 'network' }
  return {
    kind: 'response',
    status: told.status ?? 400,
    redirected: false,
    contentType: 'json',
    retryAfter: null,
    body: 'error',
    error: told.error,
    errorDescription: told.description,
    errorCodes: [],
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : null
}
