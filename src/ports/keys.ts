import type { Instant } from '../../machines/time.ts'
import type { Outcome } from './outcome.ts'

/** Whose key: the device's (index, login transactions, revocation outbox) or an account's (everything of it). */
export type KeyName =
  | { readonly scope: 'device' }
  | {
      readonly scope: 'account'
      readonly account: string
      /** `outer`: what has to be read before the user's proof, such as how often it failed. Never put into the box. */
      readonly layer?: 'outer'
    }

/** Why a key could not be used. */
export type KeyFailure =
  /** The key is gone or unusable while data sealed by it may exist (ST-06). */
  | { readonly kind: 'key_lost' }
  /** The bytes or the AAD aren't what was sealed. */
  | { readonly kind: 'corrupted' }
  | { readonly kind: 'locked' }
  /** Only for now: it lies in a box that the user's proof opens. Said by the core, never by an adapter. */
  | { readonly kind: 'shut' }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'timeout' }

/** Authenticated encryption under keys that scripts can't read where the platform can do that. */
export interface Keys {
  /** True when the key cannot be exported by a script. */
  readonly extractable: boolean
  /** What is missing for them to work at all, where that is a mistake of the app: `createAuth` refuses them. */
  readonly lacks?: 'crypto' | null
  /** Makes the key unless it exists; a new one is read back and tried before this resolves (ST-05). */
  ensure(name: KeyName): Promise<Outcome<null, KeyFailure>>
  /** Whether the key exists, without making one. */
  exists(name: KeyName): Promise<Outcome<boolean, KeyFailure>>
  /** AES-256-GCM or as strong; a fresh random IV per call; output = version byte, IV, ciphertext (ST-01). */
  seal(name: KeyName, plain: Uint8Array, aad: Uint8Array): Promise<Outcome<Uint8Array, KeyFailure>>
  open(name: KeyName, sealed: Uint8Array, aad: Uint8Array): Promise<Outcome<Uint8Array, KeyFailure>>
  /** Crypto-erase: after this, nothing sealed under the name can be opened, by anyone, ever. */
  destroy(name: KeyName): Promise<Outcome<null, KeyFailure>>
  /** Absent where keys are kept until they are destroyed. */
  readonly rotation?: KeyRotation
  /** Absent where the platform can't keep a pair that no script reads. */
  readonly proofs?: ProofKeys
  /** SHA-256, for account hashes and lock names. */
  digest(bytes: Uint8Array): Promise<Uint8Array>
}

/**
 * A new key in the place of an old one, while work goes on in every context. Between `begin` and `end` the name has two keys:
 * the new one seals, both open. `destroy` takes both.
 */
export interface KeyRotation {
  /** Makes the new key, read back and tried. Does nothing while an earlier rotation hasn't ended. */
  begin(name: KeyName): Promise<Outcome<null, KeyFailure>>
  /** When the rotation that hasn't ended began; null: none has. */
  begunAt(name: KeyName): Promise<Outcome<Instant | null, KeyFailure>>
  /** Whether the newest key sealed this. False for what the one before did, and for what nobody can open. */
  isCurrent(name: KeyName, sealed: Uint8Array, aad: Uint8Array): Promise<Outcome<boolean, KeyFailure>>
  /** Destroys the old key: what it sealed and nobody has sealed anew is lost. */
  end(name: KeyName): Promise<Outcome<null, KeyFailure>>
}

/**
 * Pairs that sign and seal nothing: for proofs of possession (RFC 9449). ES256; the private half can't leave the platform.
 * One store, one set of pairs, for all its contexts.
 */
export interface ProofKeys {
  /** Makes a pair under a fresh id, read back and tried before this resolves. */
  make(id: string): Promise<Outcome<null, KeyFailure>>
  /** `key_lost` where there is none. */
  find(id: string): Promise<Outcome<CryptoKeyPair, KeyFailure>>
  /** Nothing is signed with it again, in contexts that ask from now on. An unknown id is a success. */
  destroy(id: string): Promise<Outcome<null, KeyFailure>>
}
