import { parseJson } from '../../exchange/parse-json.ts'
import type { Row } from '../../ports/store.ts'
import type { AuthorizationServer, Family } from './authorization-server.ts'

/** What stands on the disk for one account, as the world reads it over everybody's shoulder. */
export interface StoredSession {
  readonly sessionId: string
  readonly generation: number
  readonly isLive: boolean
  readonly isTombstone: boolean
  /** The login whose tokens are inside; null where none are, or nobody can tell. */
  readonly family: Family | null
  readonly accessToken: string | null
}

/** Reads sealed rows by remembering what was sealed: no key is needed, and none is taken. */
export interface SealedText {
  remember(plain: Uint8Array, sealed: Uint8Array): void
  read(row: Row): StoredSession
}

export function sealedText(server: AuthorizationServer): SealedText {
  const texts = new Map<string, Uint8Array>()
  // Version byte, then what makes every sealing different: key and nonce, or the IV.
  const nameOf = (sealed: Uint8Array): string => String(sealed.subarray(0, 13))
  return {
    remember: (plain, sealed) => void texts.set(nameOf(sealed), plain),
    read(row) {
      const bytes = row.sealed === null ? undefined : texts.get(nameOf(row.sealed))
      const value = bytes === undefined ? null : (parseJson(new TextDecoder().decode(bytes))?.value ?? null)
      const text = (name: string): string | null => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
        const member = (value as Readonly<Record<string, unknown>>)[name]
        return typeof member === 'string' ? member : null
      }
      const accessToken = text('accessToken')
      const { generation, stateClass, tombstone } = row.clear
      const token = accessToken ?? text('refreshToken')
      return {
        sessionId: row.sessionId,
        generation: typeof generation === 'number' ? generation : 0,
        isLive: stateClass === 'live',
        isTombstone: tombstone === true,
        family: token === null ? null : (server.setOf(token)?.family ?? null),
        accessToken,
      }
    },
  }
}
