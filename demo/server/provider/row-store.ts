import { errors, type Adapter, type AdapterPayload } from 'oidc-provider'

export interface RowStore {
  adapterFor(model: string): Adapter
  /** Ends every grant and provider session of an account; resolves how many grants there were. */
  endSessions(accountId: string): number
  /** Ends the account's sign-in at the provider, so that it asks again; its tokens stay. */
  endSignIns(accountId: string): void
  /** Moves the expiry of every stored row of this model into the past. */
  expire(model: 'AccessToken' | 'RefreshToken'): number
}

interface Row {
  readonly model: string
  readonly id: string
  readonly text: string
  readonly until: number
}

/** The provider's rows in memory, as JSON text: what comes out is never what went in. */
export function createRowStore(): RowStore {
  const rows = new Map<string, Row>()

  return {
    adapterFor,
    endSessions(accountId) {
      const grants = owned('Grant', accountId).map((row) => row.id)
      for (const grantId of grants) {
        endFamily(grantId)
        rows.delete(keyOf('Grant', grantId))
      }
      endSignIns(accountId)
      return grants.length
    },
    endSignIns,
    expire(model) {
      const expired = all(model)
      // Beyond any clock tolerance of the provider.
      const past = Math.floor(Date.now() / 1000) - 60 * 60
      for (const row of expired) put({ ...row, text: JSON.stringify({ ...payloadOf(row), exp: past }) })
      return expired.length
    },
  }

  function adapterFor(model: string): Adapter {
    return {
      upsert: async (id, payload, expiresIn) => {
        const until = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000
        put({ model, id, text: JSON.stringify(payload), until })
      },
      find: async (id) => find(model, id),
      findByUid: async (uid) =>
        all(model)
          .map(payloadOf)
          .find((payload) => payload.uid === uid),
      findByUserCode: async () => undefined,
      consume: async (id) => consume(model, id),
      destroy: async (id) => {
        rows.delete(keyOf(model, id))
      },
      revokeByGrantId: async (grantId) => endFamily(grantId),
    }
  }

  // Two requests with one refresh token both pass the provider's own check while the first is still awaiting; here the
  // second is caught, and the family falls as for any reuse (RFC 9700 §4.14.2).
  function consume(model: string, id: string): void {
    const row = rows.get(keyOf(model, id))
    if (row === undefined) throw new errors.InvalidGrant('row not found')
    const payload = payloadOf(row)
    if (payload.consumed !== undefined) {
      if (payload.grantId !== undefined) {
        endFamily(payload.grantId)
        rows.delete(keyOf('Grant', payload.grantId))
      }
      throw new errors.InvalidGrant('refresh token already used')
    }
    put({ ...row, text: JSON.stringify({ ...payload, consumed: Math.floor(Date.now() / 1000) }) })
  }

  function find(model: string, id: string): AdapterPayload | undefined {
    const row = rows.get(keyOf(model, id))
    if (row === undefined) return undefined
    if (row.until > Date.now()) return payloadOf(row)
    rows.delete(keyOf(model, id))
    return undefined
  }

  function endFamily(grantId: string): void {
    for (const [key, row] of rows) {
      if (row.model !== 'Grant' && payloadOf(row).grantId === grantId) rows.delete(key)
    }
  }

  function endSignIns(accountId: string): void {
    for (const row of owned('Session', accountId)) rows.delete(keyOf('Session', row.id))
  }

  function owned(model: string, accountId: string): readonly Row[] {
    return all(model).filter((row) => payloadOf(row).accountId === accountId)
  }

  function all(model: string): readonly Row[] {
    return [...rows.values()].filter((row) => row.model === model && row.until > Date.now())
  }

  function put(row: Row): void {
    rows.set(keyOf(row.model, row.id), row)
  }
}

function keyOf(model: string, id: string): string {
  return `${model}:${id}`
}

function payloadOf(row: Row): AdapterPayload {
  return JSON.parse(row.text) as AdapterPayload
}
