import type { Instant } from '../../machines/time.ts'
import type { Outcome } from '../ports/outcome.ts'

type Success<Value> = Extract<Outcome<Value, never>, { readonly ok: true }>
type Failed<Failure> = Extract<Outcome<never, Failure>, { readonly ok: false }>

export function succeed<Value>(value: Value, at: Instant): Success<Value> {
  return { ok: true, value, at }
}

export function fail<Failure>(failure: Failure, at: Instant): Failed<Failure> {
  return { ok: false, failure, at }
}
