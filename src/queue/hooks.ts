import type { AnyOperation, HookContext } from './define-operation.ts'
import type { ItemBody } from './item.ts'
import type { QueueHost } from './part.ts'

/** Shows or takes back an item's change in the app. Never rejects: the app's mistake must not stop the queue. */
export type RunHook = (which: 'apply' | 'rollback', item: string, body: ItemBody) => Promise<void>

export function hookRunner(host: QueueHost, find: (name: string) => AnyOperation | undefined): RunHook {
  return async (which, item, body) => {
    const name = body.optimistic[which]
    const operation = name === null ? undefined : find(name)
    if (operation === undefined || operation.version !== body.operation.version) return
    // Stored variables are what this version of the operation was given; JSON is all that is promised of them.
    const hook = operation[which] as ((variables: unknown, context: HookContext) => void | Promise<void>) | undefined
    try {
      await hook?.(body.variables, { item })
    } catch {
      host.report('operation_hook_failed')
    }
  }
}
