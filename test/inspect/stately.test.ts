import { createBrowserInspector, createBrowserReceiver, type StatelyInspectionEvent } from '@statelyai/inspect'
import { describe, expect, it } from 'vitest'
import { createActor, createMachine, waitFor, type AnyStateMachine } from 'xstate'
import { createAuthInspector, redactStatelyEvent } from '../../src/inspect/index.ts'
import { statelySink } from '../../src/inspect/stately.ts'
import { leaky, secrets } from './leaky-machine.ts'
import { leaksIn } from './spellings.ts'
import { twoWindows } from './two-windows.ts'

type Options = NonNullable<Parameters<typeof createBrowserInspector>[0]>

/** Stately's inspector puts its work off until the host is idle; in Node that is the next turn. */
const idle = () => new Promise<void>((done) => setTimeout(done))

async function run(
  machine: AnyStateMachine,
  inspect: Options | null,
  watch?: (actor: ReturnType<typeof createActor>) => void,
) {
  const inspector = inspect === null ? undefined : createBrowserInspector(inspect).inspect
  const actor = createActor(machine, inspector === undefined ? {} : { inspect: inspector })
  watch?.(actor)
  actor.start()
  actor.send({ type: 'fail' })
  await waitFor(actor, (snapshot) => snapshot.matches('OUT'))
  actor.send({ type: `x${secrets.unknownEvent}` })
  const login = { type: 'login', password: secrets.event }
  actor.send(login)
  await waitFor(actor, (snapshot) => snapshot.matches('IN'))
  await idle()
  await idle()
}

const all = Object.values(secrets)

describe('Stately’s inspector (P17)', () => {
  it('lets secrets through with both of its sanitizers at their strictest', async () => {
    const { sent, app, viewer } = twoWindows()
    const clean = { sanitizeContext: () => ({}), sanitizeEvent: ({ type }: { type: string }) => ({ type }) }
    const inspector = { url: 'viewer', window: app, ...clean }
    await run(leaky, inspector)
    createBrowserReceiver({ window: viewer })
    expect(leaksIn(JSON.stringify(sent), all)).toEqual(expect.arrayContaining([secrets.input, secrets.output]))
  })

  it('lets none through with our serialize', async () => {
    const { sent, app, viewer } = twoWindows()
    await run(leaky, { url: 'viewer', window: app, serialize: redactStatelyEvent({ machines: [leaky] }) })
    createBrowserReceiver({ window: viewer })
    expect(sent.length).toBeGreaterThan(10)
    expect(leaksIn(JSON.stringify(sent), all)).toEqual([])
    expect(JSON.stringify(sent)).toContain('"value":"IN"')
  })
})

describe('our inspector', () => {
  it('speaks to Stately’s receiver', async () => {
    const { sent, app, viewer } = twoWindows()
    const heard: StatelyInspectionEvent[] = []
    const actors: ReturnType<typeof createActor>[] = []
    await run(leaky, null, (actor) => {
      actors.push(actor)
      createAuthInspector(
        { actor, now: () => 5 },
        { sinks: [statelySink({ machine: leaky, url: 'viewer', window: app })] },
      )
    })
    createBrowserReceiver({ window: viewer }).subscribe((event) => void heard.push(event))
    // It asked for what was said before when it was made; its subscriber hears what is said from here on.
    actors[0]?.send({ type: 'fail' })
    await idle()
    expect(heard.map(({ type }) => type)).toContain('@xstate.event')
    expect(new Set(sent.map((event) => (event as { type: string }).type))).toEqual(
      new Set(['@xstate.actor', '@xstate.snapshot', '@xstate.event']),
    )
    expect(leaksIn(JSON.stringify(sent), all)).toEqual([])
    const [first] = sent as [{ definition: string }]
    expect(createMachine(JSON.parse(first.definition) as object).states).toHaveProperty('EXCHANGING')
  })

  it('says so when the viewer’s window was blocked', () => {
    const { app } = twoWindows({ popups: 'blocked' })
    expect(statelySink({ machine: leaky, url: 'viewer', window: app }).status).toEqual({
      kind: 'closed',
      reason: 'popup_blocked',
    })
  })
})

it('every spelling of a secret is found', () => {
  const secret = secrets.context
  for (const spelt of [
    secret,
    Buffer.from(`a${secret}b`).toString('base64'),
    Buffer.from(`ab${secret}c`).toString('base64url'),
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
  ])
    expect(leaksIn(`x${spelt}y`, [secret])).toEqual([secret])
  expect(leaksIn('nothing here', [secret])).toEqual([])
})
