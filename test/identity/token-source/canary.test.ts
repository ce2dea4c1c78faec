import { expect, it } from 'vitest'
import { everyEvent, spell } from '../../core/spell.ts'
import { sourcedWorld } from './sourced-world.ts'

/** Part of every token of this SDK, and nothing else says it. */
const canary = 'CANARY0TOKEN0'

it('shows an SDK’s tokens to nobody: no snapshot, inspected event, view, event, log, error or row (I7, IR-01)', async () => {
  const seen: string[] = []
  const hear = (value: unknown): void => void seen.push(spell(value))
  const { world, sdk, token, signedIn } = sourcedWorld({ log: hear })
  const auth = await signedIn(`${canary}1`)
  auth.actor.system.inspect((event) =>
    hear(event.type === '@xstate.actor' ? event.type : { ...event, actorRef: 0, rootId: 0, sourceRef: 0 }),
  )
  auth.actor.subscribe(() => hear(auth.actor.getPersistedSnapshot()))
  auth.subscribe(() => hear(auth.state))
  for (const name of everyEvent) auth.on(name, hear)
  sdk.now = token(`${canary}2`)
  sdk.changed()
  await world.settle()
  // What the SDK's own error says is not passed on either.
  sdk.trouble = Object.assign(new Error(`${canary}3`), { status: 503, error: canary, error_description: canary })
  await world.advance('11m')
  await auth.getAccessToken().catch(hear)
  hear([...world.disk.rows.values()])

  expect(seen.length).toBeGreaterThan(20)
  expect(seen.join()).toContain('OFFLINE_STALE')
  expect(seen.filter((text) => text.includes(canary))).toEqual([])
  hear(token(`${canary}4`))
  expect(seen.filter((text) => text.includes(canary))).toHaveLength(1)
})
