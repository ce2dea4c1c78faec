import type { Auth } from '../auth.ts'

/**
 * Tells the hooks which auth the app has, so that capabilities are its own names:
 * `declare module 'authchart/react' { interface Register { auth: typeof auth } }`.
 */
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- an app adds to it
export interface Register {}

/** The names of the registered auth's capabilities; any text where the app registers none. */
export type RegisteredCapability = Register extends { readonly auth: Auth<infer Capability> } ? Capability : string
