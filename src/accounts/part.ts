import type { AccountHash } from '../../machines/facts.ts'
import type { SignOutOptions, SignOutResult } from '../auth.ts'
import type { Host } from '../host.ts'
import type { QueuePart } from '../queue/part.ts'
import type { Asked } from '../sign-in/asked.ts'
import type { Watch } from '../sign-in/ask-sign-in.ts'
import type { AuthAccounts } from './api.ts'

/** What createAuth lends. */
export interface AccountsHost {
  readonly host: Host
  readonly watch: Watch
  readonly queue: QueuePart | null
  /** The account shown here. */
  account(): AccountHash | null
  /** Throws where there is no session to ask about: after dispose, on a server. */
  expect(): void
  readonly asking: Asked['asking']
  signOut(options: SignOutOptions): Promise<SignOutResult>
}

/** What the accounts bring into createAuth. */
export interface AccountsPart {
  readonly api: AuthAccounts
  dispose(): void
}

/** Hand this to `createAuth({accounts})`. */
export interface AccountsFactory {
  create(host: AccountsHost): AccountsPart
}
