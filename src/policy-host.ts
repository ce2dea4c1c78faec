import { duration } from '../machines/time.ts'
import type { AccessSource } from './ports/access.ts'
import type { PermissionSnapshot } from './ports/authorization.ts'
import type { Host } from './host.ts'
import { provenFetch } from './http/proven-fetch.ts'
import type { CheckedOptions } from './options.ts'
import type { PolicyHost } from './policy/part.ts'

/** Permission endpoints answer in milliseconds; they are asked again with the next token set. */
const patience = duration(10_000)

type Chart = Pick<PolicyHost, 'snapshot' | 'view' | 'watch' | 'expect'>

/** Lends a policy what it needs of the session, and nothing that could end it but an exhausted step-up. */
export function createPolicyHost(
  host: Host,
  options: CheckedOptions,
  { reread, ...chart }: Chart & { readonly access: AccessSource; readonly reread: () => void },
): PolicyHost {
  const { clock, fetch } = host.platform
  const { permissions } = host
  return {
    ...chart,
    store: () => host.store(),
    boxes: () => host.boxes(),
    boxChanged: (account, how) => (how === 'opened' ? reread() : host.announce('committed', account)),
    clock,
    rolesOf: (account) => {
      const record = host.held.get(account)?.record
      return record === undefined
        ? null
        : { roles: record.roles, scopes: record.scopes, at: record.lastServerContactAt }
    },
    askPermissions:
      permissions === null
        ? null
        : async (signal): Promise<PermissionSnapshot | null> => {
            try {
              const access = await chart.access.access()
              const proven = provenFetch(access, fetch)
              const answer = await host.call(
                ({ signal: ends, now }) => permissions({ accessToken: access.token, fetch: proven, signal: ends, now }),
                { timeout: patience, signal },
              )
              return answer.ok ? answer.value : null
            } catch {
              return null
            }
          },
    worksOffline: host.offlineFor !== false,
    stepUp: options.stepUp ?? [],
    localLock: options.localLock,
    send: host.send,
    tell: host.tell,
  }
}
