import { systemClock } from '../../../adapters/clock/system.ts'
import type { PermissionSource, Transport } from '../../../src/ports/authorization.ts'
import type { StepUp, StepUpOutcome, StepUpRequest } from '../../../src/ports/step-up.ts'
import { fetchTransport } from '../../../src/queue/transport.ts'
import { httpPermissions } from '../app-port-subjects.ts'

interface Planted<Kind> {
  readonly make: Kind
  /** A promise that must notice it. */
  readonly noticedBy: string
}

const sound = (): Transport => fetchTransport({ fetch: globalThis.fetch, clock: systemClock() })

/** One thing each. */
export const plantedTransports: Readonly<Record<string, Planted<() => Transport>>> = {
  'tries a failed request once more': {
    noticedBy: 'transport.once',
    make: () => async (request, context) => {
      const first = await sound()(request, context)
      return first.exchange.kind === 'response' && first.exchange.status >= 500 ? sound()(request, context) : first
    },
  },
  'follows a redirect': {
    noticedBy: 'transport.redirect',
    make: () =>
      fetchTransport({
        fetch: (input, init) => fetch(input, { ...init, redirect: 'follow' }),
        clock: systemClock(),
      }),
  },
  'puts the token into the address too': {
    noticedBy: 'transport.token',
    make: () => (request, context) =>
      sound()({ ...request, url: `${request.url}&access_token=${context.accessToken}` }, context),
  },
  'forgets the idempotency key': {
    noticedBy: 'transport.request',
    make: () => (request, context) => sound()({ ...request, idempotencyKey: '' }, context),
  },
  'rejects where nothing answers': {
    noticedBy: 'transport.silence',
    make: () => async (request, context) => {
      const reply = await sound()(request, context)
      if (reply.exchange.kind === 'no_response') throw new TypeError('fetch failed')
      return reply
    },
  },
}

export const plantedPermissions: Readonly<Record<string, Planted<(url: string) => PermissionSource>>> = {
  'remembers its first answer': {
    noticedBy: 'permissions.fresh',
    make: (url) => {
      let known: ReturnType<PermissionSource> | null = null
      return (request) => (known ??= httpPermissions(url)(request))
    },
  },
  'takes what it can not read for no rights': {
    noticedBy: 'permissions.nonsense',
    make: (url) => async (request) => {
      const answer = await httpPermissions(url)(request)
      return answer.ok ? answer : { ok: true, value: { roles: [], scopes: [], at: request.now() }, at: request.now() }
    },
  },
  'tells a refused token as silence': {
    noticedBy: 'permissions.refused',
    make: (url) => async (request) => {
      const answer = await httpPermissions(url)(request)
      const exchange = { kind: 'no_response', cause: 'network' } as const
      return answer.ok ? answer : { ...answer, failure: { kind: 'exchange', exchange } }
    },
  },
}

const yes = ({ now }: StepUpRequest): StepUpOutcome => ({ ok: true, value: null, at: now() })

/** A PIN that is compared, as nobody should write one. */
function compared(change: Partial<StepUp> = {}): StepUp {
  return {
    method: 'compared',
    proof: 'word',
    isSupported: async () => true,
    async enroll({ ask, row, now }) {
      const chosen = await ask({ wants: 'choose', problem: null, attemptsLeft: null, notBefore: null })
      if (chosen === null) return { ok: false, failure: { kind: 'cancelled' }, at: now() }
      const isKept = await row.write(() => ({ pin: chosen }))
      return isKept ? { ok: true, value: null, at: now() } : { ok: false, failure: { kind: 'failed' }, at: now() }
    },
    async verify({ ask, row, now, signal }) {
      const stored = await row.read()
      if (typeof stored === 'string') return { ok: false, failure: { kind: 'unavailable' }, at: now() }
      for (;;) {
        const text = await ask({ wants: 'prove', problem: null, attemptsLeft: null, notBefore: null })
        if (text === null || signal.aborted) return { ok: false, failure: { kind: 'cancelled' }, at: now() }
        if (JSON.stringify(stored.value) === JSON.stringify({ pin: text })) return { ok: true, value: null, at: now() }
      }
    },
    ...change,
  }
}

export const plantedStepUps: Readonly<Record<string, Planted<() => StepUp>>> = {
  'keeps what was typed': { noticedBy: 'stepUp.secret', make: () => compared() },
  'lets anybody guess for ever': { noticedBy: 'stepUp.exhausted', make: () => compared() },
  'looks before it counts': { noticedBy: 'stepUp.counted', make: () => compared() },
  'says yes where nothing is enrolled': {
    noticedBy: 'stepUp.unenrolled',
    make: () => compared({ verify: async (request) => yes(request) }),
  },
  'enrolls without a disk': {
    noticedBy: 'stepUp.durable',
    make: () => compared({ enroll: async (request) => yes(request) }),
  },
}
