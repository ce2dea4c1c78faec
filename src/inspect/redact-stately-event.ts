import type { StatelyInspectionEvent } from '@statelyai/inspect'
import type { AnyStateMachine, StateValue } from 'xstate'
import { definitionOf } from './definition.ts'
import { unlisted, vocabularyOf } from './vocabulary.ts'

/**
 * For `serialize` of Stately's own inspectors: makes each event anew from what these machines' source code says.
 * Contexts, inputs, outputs and payloads are never looked at; a name nobody wrote down becomes `unlisted`.
 */
export function redactStatelyEvent({
  machines,
}: {
  readonly machines: readonly AnyStateMachine[]
}): (event: StatelyInspectionEvent) => StatelyInspectionEvent {
  const known = machines.map((machine) => vocabularyOf(machine))
  const definitions = new Map(known.map(({ chart }) => [chart.id, JSON.stringify(definitionOf(chart))]))
  const keys = new Set(known.flatMap(({ chart }) => chart.nodes.map(({ key }) => key)))
  const names = new Set(
    known.flatMap(({ chart }) => [chart.id, ...chart.nodes.flatMap(({ invokes }) => invokes.map(({ id }) => id))]),
  )
  const eventOf = (type: unknown): { type: string } => ({
    type:
      typeof type === 'string'
        ? (known.map((one) => one.event(type)).find((one) => one !== unlisted) ?? unlisted)
        : unlisted,
  })

  function valueOf(value: unknown): StateValue {
    if (typeof value === 'string') return keys.has(value) ? value : {}
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (keys.has(key) ? [[key, valueOf(inner)]] : [])),
    )
  }

  function snapshotOf(snapshot: unknown): { readonly status: Status; readonly value: StateValue } {
    const { status, value } = (snapshot ?? {}) as { readonly status?: unknown; readonly value?: unknown }
    return { status: statuses.find((one) => one === status) ?? 'active', value: valueOf(value) }
  }

  return (event) => {
    const base = {
      _version: /^[\d.]{1,16}$/.test(event._version) ? event._version : unlisted,
      createdAt: /^\d{1,16}$/.test(event.createdAt) ? event.createdAt : '0',
      sessionId: sessionOf(event.sessionId) ?? unlisted,
      rootId: sessionOf(event.rootId),
      id: '',
    }
    switch (event.type) {
      case '@xstate.event':
        return asWire({
          ...base,
          type: event.type,
          event: eventOf(event.event.type),
          sourceId: sessionOf(event.sourceId),
        })
      case '@xstate.snapshot':
        return asWire({
          ...base,
          type: event.type,
          event: eventOf(event.event.type),
          snapshot: snapshotOf(event.snapshot),
        })
      case '@xstate.actor':
        return asWire({
          ...base,
          type: event.type,
          name: names.has(event.name) ? event.name : unlisted,
          parentId: sessionOf(event.parentId),
          definition: definitions.get(event.name) ?? definitions.get(idIn(event.definition)),
          snapshot: snapshotOf(event.snapshot),
        })
      default:
        throw new TypeError('Cannot redact the event: its kind is not known')
    }
  }
}

const statuses = ['active', 'done', 'error', 'stopped'] as const
type Status = (typeof statuses)[number]

/** XState numbers sessions itself; anything else may carry anything. */
function sessionOf(id: string | undefined): string | undefined {
  return id !== undefined && /^x:\d{1,9}$/.test(id) ? id : undefined
}

function idIn(definition: string | undefined): string {
  try {
    const parsed: unknown = JSON.parse(definition ?? 'null')
    return typeof parsed === 'object' && parsed !== null && 'id' in parsed ? String(parsed.id) : ''
  } catch {
    return ''
  }
}

/** Stately types the wire with XState's own snapshot, of which the wire only ever carries a part. */
function asWire(event: object): StatelyInspectionEvent {
  return event as StatelyInspectionEvent
}
