import { instant, type Instant } from '../../../machines/time.ts'
import { ask } from '../../../src/exchange/ask.ts'
import { isJsonObject } from '../../../src/exchange/parse-json.ts'
import { requestHygiene } from '../../../src/exchange/request-hygiene.ts'
import { fail, succeed } from '../../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../../src/ports/exchange.ts'
import type { CallContext } from '../../../src/ports/identity.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { parseMetadata, type Metadata } from './metadata.ts'

/** Endpoints move rarely; an older document is still used when the provider can't be asked. */
const freshFor = 24 * 60 * 60 * 1000

export interface Discovery {
  /** The document in memory or cache, else one request. An unreachable provider doesn't matter while any copy exists. */
  find(context: CallContext): Promise<Outcome<Metadata, IdentityFailure>>
  /** Without network. */
  remembered(context: CallContext): Promise<Metadata | null>
}

interface Copy {
  readonly metadata: Metadata
  readonly fetchedAt: Instant
}

export function discovery(issuer: string): Discovery {
  const name = `discovery:${issuer}`
  let memory: Copy | null = null

  const recall = async (context: CallContext): Promise<Copy | null> => {
    memory ??= parseCopy(await context.cache.read(name), issuer)
    return memory
  }

  return {
    async find(context) {
      const copy = await recall(context)
      const age = copy === null ? Infinity : context.now() - copy.fetchedAt
      // A clock set back makes the age negative: that is no reason to trust the copy for longer.
      if (copy !== null && age >= 0 && age < freshFor) {
        return succeed(copy.metadata, context.now())
      }
      const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
      const { exchange, json, receivedAt } = await ask(
        () =>
          context.fetch(url, { ...requestHygiene, headers: { accept: 'application/json' }, signal: context.signal }),
        { url, context },
      )
      const metadata = json === null ? null : parseMetadata(json.value, issuer)
      if (metadata === null) {
        return copy === null
          ? fail({ kind: 'discovery_unavailable', exchange }, receivedAt)
          : succeed(copy.metadata, receivedAt)
      }
      memory = { metadata, fetchedAt: receivedAt }
      await context.cache.write(name, memory)
      return succeed(metadata, receivedAt)
    },
    async remembered(context) {
      return (await recall(context))?.metadata ?? null
    },
  }
}

function parseCopy(stored: unknown, issuer: string): Copy | null {
  if (!isJsonObject(stored) || typeof stored['fetchedAt'] !== 'number') {
    return null
  }
  const metadata = parseMetadata(stored['metadata'], issuer)
  return metadata === null ? null : { metadata, fetchedAt: instant(stored['fetchedAt']) }
}
