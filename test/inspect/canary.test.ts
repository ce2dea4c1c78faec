import { createBrowserReceiver } from '@statelyai/inspect'
import { expect, it } from 'vitest'
import { authMachine } from '../../machines/index.ts'
import {
  channelSink,
  createAuthInspector,
  jsonlSink,
  memorySink,
  windowSink,
  type Frame,
} from '../../src/inspect/index.ts'
import { statelySink } from '../../src/inspect/stately.ts'
import { aWorld } from '../core/worlds.ts'
import { leaksIn } from './spellings.ts'
import { twoWindows } from './two-windows.ts'

/** Part of every token of this world, and nothing else says it. */
const canary = 'CANARY0TOKEN0'
const password = 'PASSWORD0CANARY'

it('no sink writes a token, a password or whose session it is, whatever happens (IR-02, IR-07)', async () => {
  const world = aWorld({ canary })
  const written: Record<'channel' | 'jsonl' | 'window', unknown[]> = { channel: [], jsonl: [], window: [] }
  const wire = twoWindows()
  const popup = { postMessage: (frame: unknown) => void written.window.push(frame) }
  const own = new EventTarget()
  const { auth } = world.open()
  const memory = memorySink()
  const inspector = createAuthInspector(auth, {
    sinks: [
      memory,
      jsonlSink((line) => written.jsonl.push(line)),
      channelSink({
        postMessage: (frame) => written.channel.push(frame),
        addEventListener: () => {},
        close: () => {},
      }),
      windowSink({ target: popup, own: own as unknown as Window, origin: '*' }),
      statelySink({ machine: authMachine, url: 'viewer', window: wire.app }),
    ],
  })
  createBrowserReceiver({ window: wire.viewer })
  own.dispatchEvent(
    Object.assign(new Event('message'), { data: { type: 'authchart.hello' }, source: popup, origin: 'x' }),
  )

  const credentials = { via: 'credentials', credentials: { username: 'mira', password } } as const
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    const done = act().catch(() => null)
    await world.advance('15s')
    await done
  }
  await world.settle()
  await attempt(() => auth.signIn(credentials))
  expect(await auth.getAccessToken()).toContain(canary)
  for (const answer of ['lost', '429', 'portal', 'malformed', '500', 'identity_mismatch'] as const) {
    world.server.enqueue(answer)
    await world.advance('2m')
    await attempt(() => auth.getAccessToken({ minTtl: '1h' }))
    await attempt(() => auth.signIn(credentials))
  }
  world.switchNetwork('offline')
  await world.advance('1h')
  await attempt(() => auth.signOut({ pending: 'discard' }))

  const account = auth.actor.getSnapshot().context.account
  const all = { ...written, memory: memory.frames, wire: wire.sent, late: inspector.replay() }
  const secrets = [canary, password, ...(account === null ? [] : [account])]
  for (const [outlet, texts] of Object.entries(all)) {
    expect([outlet, texts.length > 20]).toEqual([outlet, true])
    const raw = texts.map((text) => (typeof text === 'string' ? text : JSON.stringify(text))).join('\n')
    expect([outlet, leaksIn(raw, secrets)]).toEqual([outlet, []])
  }
  const seen = memory.frames.flatMap((frame: Frame) => (frame.kind === 'step' ? frame.edges : []))
  expect(new Set(seen).size).toBeGreaterThan(15)
  world.dispose()
})
