import type { Instant } from '../../machines/time.ts'

/** What a port answers. Ports never reject for anything the world did; a rejection is a bug in the adapter. */
export type Outcome<Value, Failure> =
  | { readonly ok: true; readonly value: Value; readonly at: Instant }
  | { readonly ok: false; readonly failure: Failure; readonly at: Instant }
