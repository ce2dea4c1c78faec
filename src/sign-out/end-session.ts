import { duration } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import { device, type Store } from '../ports/store.ts'
import { hash } from '../vault/account-hash.ts'
import { rowKey, unchanged } from '../vault/account-rows.ts'

/* The provider's own sign-out page (OpenID Connect RP-Initiated Logout 1.0): there and back. */

/** Discovery is cached; where it isn't, nobody waits long for a page that only says goodbye. */
const patience = duration(5_000)

/** Notes what the way back must carry, and leaves. False where the provider has no such page, or there is no page here. */
export async function leaveForEndSession(host: Host, returnTo: string): Promise<boolean> {
  const { navigation, random, clock } = host.platform
  if (navigation === null) return false
  const state = random.id()
  const url = await addressOf(host, { returnTo, state })
  if (url === null) return false
  const store = host.store()
  const key = rowKey('login', device, await nameOf(store, state))
  const row = { key, sessionId: '', revision: 1, clear: { startedAt: clock.wall() }, sealed: null, seq: null }
  // Without it the way back is only not noticed.
  await store.commit([], [{ do: 'put', row }])
  navigation.assign(url)
  return true
}

/** Whether this address is the way back from there, told once (SO-10). Its `state` leaves the address bar. */
export async function noteReturn(host: Host, url: string): Promise<void> {
  if (!URL.canParse(url)) return
  const address = new URL(url)
  const states = address.searchParams.getAll('state')
  const state = states[0]
  if (state === undefined || states.length > 1) return
  const store = host.store()
  const key = rowKey('login', device, await nameOf(store, state))
  const read = await store.read([{ by: 'key', key }])
  const row = read.ok ? read.value[0] : undefined
  if (row === undefined) return
  const taken = await store.commit([unchanged(key, row)], [{ do: 'delete', key }])
  if (!taken.ok) return
  address.searchParams.delete('state')
  host.platform.navigation?.replace(address.pathname + address.search + address.hash)
  host.tell('signOut.returned', { at: host.platform.clock.wall() })
}

async function addressOf(
  host: Host,
  options: { readonly returnTo: string; readonly state: string },
): Promise<string | null> {
  try {
    const answer = await host.call(
      async (context) => ({ ok: true, value: await host.identity.endSessionUrl(options, context), at: context.now() }),
      { timeout: patience },
    )
    return answer.ok ? answer.value : null
  } catch {
    host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'identity_threw' })
    return null
  }
}

function nameOf(store: Store, state: string): Promise<string> {
  return hash(store.keys, `logout:${state}`)
}
