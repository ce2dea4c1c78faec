import type { Transport } from '../../src/ports/authorization.ts'
import type { Row, Store, Write } from '../../src/ports/store.ts'
import { defineOperation, type Operation } from '../../src/queue/define-operation.ts'
import { fetchTransport } from '../../src/queue/transport.ts'
import { ada, grace, type Note, type QueueTab, type QueueWorld, type TabOptions } from './queue-world.ts'
import type { Step } from './random-steps.ts'

/*
 * Random lives of a queue in two tabs and two accounts, watched at the disk and at the server. What does not hold is told
 * with the number of its invariant in front.
 */

/** How often the premises of the invariants were met. */
export const witnessed = {
  uncertain: 0,
  inFlight: 0,
  effects: 0,
  authors: new Set<string>(),
  repeats: 0,
  sends: 0,
  shown: 0,
}

export interface Life {
  step(step: Step): Promise<void>
  /** Every invariant that does not hold. */
  judge(): readonly string[]
}

export function startLife(world: QueueWorld, options: Pick<TabOptions, 'transport'> = {}): Life {
  const broken: string[] = []
  /** Texts by item, as acknowledged last; gone with the user's word. */
  const standing = new Map<string, { readonly owner: string; text: string }>()
  const diskFaults: boolean[] = []
  /** Every item that was on the disk once. */
  const stored = new Set<string>()
  const operations: readonly Operation<Note>[] = [
    defineOperation<Note>({ ...world.note, apply: (_, { item }) => show(item) }),
    defineOperation<Note>({
      ...world.note,
      name: 'note.save',
      coalesce: 'replace',
      apply: (_, { item }) => show(item),
    }),
  ]
  let count = 0

  const tabs = [open(), open()]
  return { step, judge }

  function open(): QueueTab {
    const send = options.transport ?? fetchTransport({ fetch: globalThis.fetch, clock: world.clock })
    let flights = 0
    const transport: Transport = async (request, context) => {
      flights += 1
      witnessed.sends += 1
      // Counted by tab: one that was killed may have left more behind.
      if (request.idempotencyKey !== '' && flying().length < flights) broken.push('2 sent before it was marked')
      try {
        return await send(request, context)
      } finally {
        flights -= 1
      }
    }
    return world.openTab({ ...options, operations, transport, around: (store) => watch(store) })
  }

  function flying(): readonly Row[] {
    return [...world.disk.rows.values()].filter(({ clear }) => clear['state'] === 'in_flight')
  }

  function show(item: string): void {
    witnessed.shown += 1
    if (!stored.has(item)) broken.push('1 shown before it was stored')
  }

  /** Every transaction is looked at as it lands. */
  function watch(store: Store): Store {
    return {
      ...store,
      commit: async (checks, writes, options) => {
        const heads = writes.some((write) => write.do === 'put' && write.row.key.kind === 'queue')
        const fault = heads ? diskFaults.shift() : undefined
        if (fault === false) return { ok: false, failure: { kind: 'timeout' }, at: world.clock.wall() }
        const before = new Map(world.disk.rows)
        const done = await store.commit(checks, writes, options)
        if (done.ok) look(before, writes)
        return fault === true ? { ok: false, failure: { kind: 'closed' }, at: world.clock.wall() } : done
      },
    }
  }

  function look(before: ReadonlyMap<string, Row>, writes: readonly Write[]): void {
    const now = flying()
    witnessed.inFlight = Math.max(witnessed.inFlight, now.length)
    const lanes = now.map(({ key, clear }) => `${key.account} ${String(clear['lane'])}`)
    if (new Set(lanes).size < lanes.length) broken.push('4 two in flight in one lane')
    for (const write of writes) {
      if (write.do === 'append') stored.add(write.row.key.id)
      if (write.do !== 'put' || write.row.key.kind !== 'queue') continue
      const { key, clear } = write.row
      const was = before.get(JSON.stringify([key.kind, key.account, key.id]))
      if (clear['uncertain'] === true) witnessed.uncertain += 1
      const isDefinite = ['rejected', 'conflict', 'dead'].includes(String(clear['state']))
      if (was?.clear['uncertain'] === true && clear['uncertain'] !== true && !isDefinite) {
        broken.push(`7 uncertainty lost without an outcome: ${String(clear['state'])}`)
      }
      if (was?.clear['seq'] !== undefined && was.seq !== write.row.seq) broken.push('10 an item changed its place')
    }
  }

  async function step(step: Step): Promise<void> {
    const tabOf = (index: number): QueueTab => tabs[index] ?? open()
    switch (step.do) {
      case 'enqueue':
      case 'coalesce': {
        const { api, session } = tabOf(step.tab)
        const [plain, saving] = operations
        const operation = step.do === 'enqueue' ? plain : saving
        count += 1
        const text = `${session.account} ${String(count).padStart(3, '0')}`
        const receipt = operation && (await api.enqueue(operation, { lane: step.lane, text }).catch(() => null))
        if (!receipt) return
        standing.set(receipt.id, { owner: String(session.account), text })
        const stored = [...world.disk.rows.values()].some(({ key }) => key.kind === 'queue' && key.id === receipt.id)
        if (!stored) broken.push('1 acknowledged and not on disk')
        return
      }
      case 'cancel':
      case 'discard':
      case 'retry':
      case 'edit':
      case 'mine':
      case 'theirs':
        return act(step.do, tabOf(step.tab), step.item)
      case 'drain':
        // Time passes for whoever waits on it, the disk's retries among them.
        await during(tabOf(step.tab).sendAll())
        await world.clock.advance('10m')
        return
      case 'kill':
        tabOf(step.tab).kill()
        tabs[step.tab] = open()
        return
      case 'other account': {
        const { session, part } = tabOf(step.tab)
        session.account = session.account === ada ? grace : ada
        part.reread()
        return
      }
      case 'token dies': {
        const { session } = tabOf(step.tab)
        world.server.dead.add(`${session.account}.${session.generation}`)
        return
      }
      case 'server':
        return void world.server.faults.push(step.fault)
      case 'disk':
        return void diskFaults.push(step.landed)
      default:
        step satisfies never
    }
  }

  async function act(
    what: 'cancel' | 'discard' | 'retry' | 'edit' | 'mine' | 'theirs',
    { api, part, session }: QueueTab,
    index: number,
  ): Promise<void> {
    if (session.account !== null) await part.facts(session.account)
    const items = api.items()
    const item = items[index % Math.max(items.length, 1)]
    if (item === undefined) return
    const known = standing.get(item.id)
    const text = `${session.account} ${known?.text.split(' ')[1] ?? '000'} edited`
    const [operation] = operations
    const done = await (
      what === 'edit' && operation
        ? api.edit(item.id, operation, { lane: 'a', text })
        : what === 'mine' || what === 'theirs'
          ? api.resolve(item.id, what)
          : what === 'edit'
            ? null
            : api[what](item.id)
    )?.catch(() => 'unknown' as const)
    // After a failure of the disk nobody knows which of the two stands.
    if (done === 'unknown' || (done === 'ok' && (what === 'cancel' || what === 'discard' || what === 'theirs'))) {
      standing.delete(item.id)
    } else if (done === 'ok' && what === 'edit' && known) known.text = text
  }

  async function during(work: Promise<unknown>): Promise<void> {
    let done = false
    void work.finally(() => (done = true)).catch(() => undefined)
    while (!done) await world.clock.advance('250ms')
  }

  function judge(): readonly string[] {
    const { effects, requests } = world.server
    const keys = new Map<string, Set<string>>()
    for (const { key, bytes } of requests) keys.set(key, (keys.get(key) ?? new Set()).add(bytes))
    witnessed.effects += effects.length
    witnessed.repeats += requests.length - keys.size
    for (const { author } of effects) witnessed.authors.add(author)
    const left = new Set(
      [...world.disk.rows.values()].filter(({ key }) => key.kind === 'queue').map(({ key }) => key.id),
    )
    const texts = effects.map(({ text }) => text)
    return [
      ...broken,
      ...[...keys].filter(([, bodies]) => bodies.size > 1).map(([key]) => `6 other bytes under ${key}`),
      ...effects
        .filter(({ author, text }) => !text.startsWith(author))
        .map(({ text }) => `5 sent as somebody else: ${text}`),
      ...texts.filter((text, index) => texts.indexOf(text) !== index).map((text) => `6 doubled: ${text}`),
      ...[...standing]
        .filter(([id, { text }]) => !left.has(id) && !texts.includes(text))
        .map(([, { text }]) => `3 lost: ${text}`),
    ]
  }
}
