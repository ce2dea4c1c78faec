import { describe, expect, it } from 'vitest'
import { createActor, createMachine, fromPromise, setup } from 'xstate'
import {
  channelSink,
  createAuthInspector,
  jsonlSink,
  memorySink,
  windowSink,
  type Frame,
} from '../../src/inspect/index.ts'
import { parseRecording } from '../../src/visualizer/viewer/parse-recording.ts'

const wait = fromPromise<void, object>(() => new Promise<void>(() => {}))

const lamp = setup({ actors: { wait } }).createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { on: { press: 'on' } },
    on: { invoke: { id: 'dimmer', src: 'wait', input: {} }, on: { press: 'off', set: {} } },
  },
})

function inspected(options: Parameters<typeof createAuthInspector>[1] = {}) {
  let time = 1_000
  const actor = createActor(lamp).start()
  const inspector = createAuthInspector({ actor, now: () => ++time }, options)
  return { actor, inspector }
}

const steps = (frames: readonly Frame[]) => frames.filter((frame) => frame.kind === 'step')

describe('an inspector', () => {
  it('lets go of a sink that throws: the machine goes on, and the others are told', () => {
    const channel = new BroadcastChannel('inspector-test')
    const others = memorySink()
    const { actor, inspector } = inspected({ sinks: [channelSink(channel), others] })
    channel.close()
    actor.send({ type: 'press' })
    expect(actor.getSnapshot().value).toBe('on')
    expect(steps(others.frames)).toHaveLength(1)
    expect(inspector.sinks.map(({ name }) => name)).toEqual(['memory'])
  })

  it('tells the chart, where it stands, and then every step with the exact edge', () => {
    const sink = memorySink()
    const { actor } = inspected({ sinks: [sink] })
    actor.send({ type: 'press' })
    expect(sink.frames.map(({ kind, seq }) => [kind, seq])).toEqual([
      ['chart', 0],
      ['checkpoint', 0],
      ['step', 1],
    ])
    expect(sink.frames[2]).toEqual({
      v: 1,
      kind: 'step',
      seq: 1,
      at: expect.any(Number) as unknown,
      event: 'press',
      fields: {},
      edges: ['lamp.off > press > lamp.on'],
      value: 'on',
      children: ['dimmer'],
      status: 'active',
    })
  })

  it('tells of an event the chart lets pass, without an edge and without a name nobody wrote down', () => {
    const sink = memorySink()
    const { actor } = inspected({ sinks: [sink] })
    actor.send({ type: 'set' })
    actor.send({ type: 'eyJhbGciOiJub25lIn0' })
    expect(steps(sink.frames).map(({ event, edges }) => [event, edges])).toEqual([
      ['set', []],
      ['unlisted', []],
    ])
  })

  it('names fields and events that an app has allowed, and no others', () => {
    const sink = memorySink()
    const { actor } = inspected({ sinks: [sink], events: ['note'], fields: { note: ['size', 'deep'] } })
    const note = { type: 'note', size: 3, text: 'private', deep: { text: 'private' } }
    actor.send(note)
    expect(steps(sink.frames).map(({ event, fields }) => [event, fields])).toEqual([['note', { size: 3 }]])
  })

  it('shows no actor that has ended or never ran', () => {
    const sink = memorySink()
    const { actor } = inspected({ sinks: [sink] })
    actor.send({ type: 'press' })
    actor.send({ type: 'press' })
    createActor(lamp).getSnapshot()
    expect(steps(sink.frames).map(({ children }) => children)).toEqual([['dimmer'], []])
  })

  it('lets a late reader catch up without a gap and without a double', () => {
    const early = memorySink()
    const { actor, inspector } = inspected({ sinks: [early], ring: 2 })
    for (let press = 0; press < 5; press++) actor.send({ type: 'press' })
    const late = memorySink()
    inspector.attach(late)
    actor.send({ type: 'press' })
    expect(late.frames.map(({ kind, seq }) => [kind, seq])).toEqual([
      ['chart', 0],
      ['checkpoint', 3],
      ['step', 4],
      ['step', 5],
      ['step', 6],
    ])
    expect(late.frames[1]).toMatchObject({ value: 'on' })
    expect(steps(early.frames).slice(-3)).toEqual(steps(late.frames))
  })

  it('sends the machine nothing and stops when told to (IR-04)', () => {
    const sink = memorySink()
    const { actor, inspector } = inspected({ sinks: [sink] })
    const heard: string[] = []
    actor.system.inspect((event) => {
      if (event.type === '@xstate.event' && event.actorRef === actor) heard.push(event.event.type)
    })
    inspector.attach(memorySink())
    inspector.replay()
    inspector.dispose()
    actor.send({ type: 'press' })
    expect(heard).toEqual(['press'])
    expect(steps(sink.frames)).toEqual([])
  })

  it('refuses an actor that runs no machine', () => {
    expect(() => createAuthInspector({ actor: createActor(wait, { input: {} }), now: () => 0 })).toThrow(
      'Cannot inspect the actor: it runs no machine',
    )
  })

  it('watches charts with odd names', () => {
    const sink = memorySink()
    const odd = createMachine({
      initial: '__proto__ 2',
      states: { '__proto__ 2': { on: { 'a b': 'toString' } }, toString: {} },
    })
    const actor = createActor(odd).start()
    createAuthInspector({ actor, now: () => 0 }, { sinks: [sink] })
    actor.send({ type: 'a b' })
    expect(steps(sink.frames).map(({ value }) => value)).toEqual(['toString'])
  })
})

describe('a recording', () => {
  it('is read back as it was written', () => {
    const lines: string[] = []
    const { actor, inspector } = inspected({ sinks: [jsonlSink((line) => lines.push(line))] })
    actor.send({ type: 'press' })
    expect(parseRecording(lines.join(''))).toEqual(inspector.replay())
  })

  it('is read up to where it was cut off, and not at all where it is something else', () => {
    const lines: string[] = []
    const { actor, inspector } = inspected({ sinks: [jsonlSink((line) => lines.push(line))] })
    actor.send({ type: 'press' })
    expect(parseRecording(`${lines.join('')}{"v":1,"ki`)).toEqual(inspector.replay())
    for (const text of ['', '{}', 'hello\nworld', '[1]\n[2]']) expect(parseRecording(text)).toBeNull()
  })
})

describe('a channel to another tab', () => {
  it('replays when a viewer says hello', async () => {
    const name = `inspector test ${process.pid}`
    const sink = channelSink(new BroadcastChannel(name))
    const { actor, inspector } = inspected({ sinks: [sink] })
    expect(sink.status).toEqual({ kind: 'waiting', reason: 'no_handshake' })
    actor.send({ type: 'press' })
    const viewer = new BroadcastChannel(name)
    const heard: unknown[] = []
    const replayed = new Promise<void>((done) => {
      viewer.onmessage = (event: MessageEvent) => {
        heard.push(event.data)
        if (heard.length === 3) done()
      }
    })
    viewer.postMessage({ type: 'authchart.hello' })
    await replayed
    viewer.close()
    expect(heard).toEqual(inspector.replay())
    expect(inspector.sinks).toEqual([{ name: 'channel', status: { kind: 'open' } }])
    inspector.dispose()
    expect(sink.status).toEqual({ kind: 'closed', reason: 'closed' })
  })
})

describe('a window of its own', () => {
  type Listener = Parameters<Parameters<typeof windowSink>[0]['own']['addEventListener']>[1]

  function opened() {
    const sent: { readonly message: unknown; readonly origin: string }[] = []
    const target = { postMessage: (message: unknown, origin: string) => void sent.push({ message, origin }) }
    const listeners = new Set<Listener>()
    const own = {
      addEventListener: (_: 'message', listener: Listener) => void listeners.add(listener),
      removeEventListener: (_: 'message', listener: Listener) => void listeners.delete(listener),
    }
    const say = (message: Parameters<Listener>[0]) => listeners.forEach((listener) => listener(message))
    return { sent, target, own, say, listeners }
  }

  it('is told nothing before it says hello from the right place', () => {
    const { sent, target, own, say, listeners } = opened()
    const sink = windowSink({ target, own, origin: 'https://viewer.example' })
    const { actor, inspector } = inspected({ sinks: [sink] })
    const hello = { type: 'authchart.hello' }
    say({ data: hello, source: {}, origin: 'https://viewer.example' })
    say({ data: hello, source: target, origin: 'https://elsewhere.example' })
    say({ data: 'hello', source: target, origin: 'https://viewer.example' })
    expect(sent).toEqual([])
    say({ data: hello, source: target, origin: 'https://viewer.example' })
    actor.send({ type: 'press' })
    expect(sent.map(({ message }) => message)).toEqual(inspector.replay())
    expect(new Set(sent.map(({ origin }) => origin))).toEqual(new Set(['https://viewer.example']))
    inspector.dispose()
    expect(listeners.size).toBe(0)
  })

  it('says so when the browser blocked it', () => {
    const { own } = opened()
    expect(windowSink({ target: null, own, origin: '*' }).status).toEqual({ kind: 'closed', reason: 'popup_blocked' })
  })
})
