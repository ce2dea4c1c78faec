import { createAuth, type AuthOptions } from 'authchart'
import { accounts } from 'authchart/accounts'
import { durableQueue } from 'authchart/queue'

declare const options: Pick<AuthOptions, 'identity' | 'store' | 'platform' | 'offlineFor'>

const whole = createAuth({ ...options, queue: durableQueue({ operations: [] }), accounts: accounts() })
export const handed: unknown = [whole.queue.items(), whole.accounts.list]
export const notHanded: unknown = createAuth(options).queue.items()
