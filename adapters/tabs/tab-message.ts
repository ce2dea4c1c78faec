import type { TabMessage } from '../../src/ports/world.ts'

const kinds: readonly string[] = [
  'committed',
  'signed_in',
  'signed_out',
  'ended',
  'queue_changed',
  'index_changed',
] satisfies readonly TabMessage['kind'][]

/** Account hashes are short; anything longer is somebody else's message. */
const longestAccount = 256

/** The four fields of a message and nothing that rides along (MT-08). */
export function outgoing(message: TabMessage): TabMessage {
  return { version: 1, kind: message.kind, account: message.account, generation: message.generation }
}

/** A message of this version, or null: any script of the origin may post to the channel. */
export function parseTabMessage(value: unknown): TabMessage | null {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 4) return null
  if (!('version' in value && 'kind' in value && 'account' in value && 'generation' in value)) return null
  const { version, kind, account, generation } = value
  if (version !== 1 || typeof kind !== 'string' || !isKind(kind)) return null
  if (typeof account !== 'string' || account.length > longestAccount) return null
  if (typeof generation !== 'number' || !Number.isSafeInteger(generation) || generation < 0) return null
  return { version, kind, account, generation }
}

function isKind(kind: string): kind is TabMessage['kind'] {
  return kinds.includes(kind)
}
