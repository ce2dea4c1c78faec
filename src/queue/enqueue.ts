import type { AccountHash } from '../../machines/facts.ts'
import { AuthError } from '../auth-error.ts'
import type { EnqueueOptions, Receipt } from './api.ts'
import type { Operation } from './define-operation.ts'
import { announce, type Desk } from './desk.ts'
import { draft, type Draft } from './draft.ts'
import type { Intake } from './intake.ts'
import type { Stored } from './store-drafts.ts'

/** Accepts one piece of work. Resolves after the transaction is complete, applies the change after that (QU-01). */
export async function enqueue<Variables>(
  desk: Desk,
  intake: Intake,
  { operation, variables, options }: Order<Variables>,
): Promise<Receipt> {
  const [receipt] = await enqueueMany(desk, intake, { operation, variables: [variables], options })
  if (receipt === undefined) throw new AuthError('queue_unavailable')
  return receipt
}

interface Order<Variables, Given = Variables> {
  readonly operation: Operation<Variables>
  readonly variables: Given
  readonly options: EnqueueOptions
}

/** Accepts all of them or none, in their order. */
export async function enqueueMany<Variables>(
  desk: Desk,
  intake: Intake,
  { operation, variables, options }: Order<Variables, readonly Variables[]>,
): Promise<readonly Receipt[]> {
  const { host, settings } = desk
  const account = admit(desk, operation)
  const { survivesRestart, atomic } = host.store.traits
  // Between contexts, a store that isn't atomic loses what one of them has just accepted.
  const isDurable = survivesRestart && atomic
  if (!isDurable && !settings.allowMemory) throw new AuthError('queue_unavailable', { operation: operation.name })
  if (variables.length === 0) return []
  const terms = { account, dependsOn: [...new Set(options.dependsOn)] }
  const stored = await intake(account, Promise.all(variables.map((one) => draft(desk, operation, one, terms))))
  announce(desk, account)
  for (const one of stored) tellStored(desk, one)
  desk.changed(account)
  return stored.map(({ head: { id }, replaced }) => ({
    id,
    durability: isDurable ? 'durable' : 'memory',
    coalesced: replaced !== null,
  }))
}

/** Hooks are not awaited: the app's own work must not hold up the receipt. */
function tellStored(desk: Desk, { head, body, replaced }: Stored): void {
  const { id, state } = head
  if (replaced !== null) void desk.runHook('rollback', id, replaced)
  void desk.runHook('apply', id, body)
  desk.tell(replaced === null ? 'enqueued' : 'edited', {
    item: id,
    operation: body.operation.name,
    state,
    reason: null,
  })
}

function admit({ host, operation: find }: Desk, operation: Pick<Draft['operation'], 'name' | 'version'>): AccountHash {
  if (find(operation.name)?.version !== operation.version) {
    throw new AuthError('unknown_operation', { operation: String(operation.name) })
  }
  const admitted = host.admits()
  if (!admitted.ok) throw new AuthError(admitted.reason)
  const account = host.owner()
  if (account === null) throw new AuthError('signed_out')
  return account
}
