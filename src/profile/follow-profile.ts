import type { Actor } from 'xstate'
import type { authMachine } from '../../machines/auth.machine.ts'
import type { Host } from '../host.ts'
import { fetchProfile } from './fetch-profile.ts'

/** Asks for the person's name once per token set, as long as nobody has told it. */
export function followProfile(host: Host, actor: Actor<typeof authMachine>): void {
  let asked = ''
  actor.subscribe(({ context }) => {
    const { account, generation, confirmed } = context
    const held = host.held.get(account)
    const set = `${account}:${held?.sessionId}:${generation}`
    if (!confirmed || account === null || held === null || held.record.profile !== null || asked === set) return
    asked = set
    fetchProfile(host, account).catch(() => {
      host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'profile_failed' })
    })
  })
}
