import type { Auth } from '../auth.ts'

/**
 * Tells the hooks which auth the app has, so that capabilities are its own names:
 * `declare module 'authchart/react' { interface Register { auth: typeof auth } }`.
 */
export interface Register {
  /** Never there: an interface of our own that an app adds its `auth` to. */
  readonly none?: never
}

/** The names of the registered auth's capabilities; any text where the app registers none. */
export type RegisteredCapability = Register extends { readonly auth: Auth<infer Capability> } ? Capability : string
