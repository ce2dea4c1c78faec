import type { AccountHash } from '../../machines/facts.ts'
import type { PolicyHost } from '../policy/part.ts'
import type { Standing } from '../policy/standing.ts'
import type { StepUp } from '../ports/step-up.ts'
import type { Desk } from './desk.ts'
import type { EnrolledMethod, EnrollResult, StepUpResult } from './presence.ts'
import { stepUpRow } from './step-up-row.ts'

export interface Enrolment {
  methods(): Promise<readonly EnrolledMethod[]>
  enroll(method: string): Promise<EnrollResult>
  remove(method: string): Promise<EnrollResult>
  /** The methods that can be used for this account, in the app's order. */
  enrolled(account?: AccountHash): Promise<readonly StepUp[]>
  /** Whether a lock can be opened again, by what is known: a store that does not answer just now opens nothing up. */
  mayBeOpened(): Promise<boolean>
  /** No method has a row, not even one that can't be read, and nothing lies in a box. */
  isNothingKept(account: AccountHash): Promise<boolean>
  cancel(): void
}

interface EnrolmentTerms {
  readonly desk: Desk
  readonly standing: Standing
  prove(capability: null): Promise<StepUpResult>
}

/** Whoever signed in this recently has proven more than any local method can. */
const recentSignIn = 600_000

export function createEnrolment(host: PolicyHost, { desk, standing, prove }: EnrolmentTerms): Enrolment {
  let running: AbortController | null = null
  const shown = (): AccountHash | null => host.snapshot().context.account
  const rowOf = (account: AccountHash, method: string) => stepUpRow(() => host.store(), { account, method })
  const kept = (account: AccountHash, way: StepUp) => rowOf(account, way.method).read()

  const enrolled = async (account = shown()): Promise<readonly StepUp[]> => {
    if (account === null) return []
    const rows = await Promise.all(host.stepUp.map(async (way) => ({ way, row: await kept(account, way) })))
    return rows.flatMap(({ way, row }) => (typeof row === 'string' ? [] : [way]))
  }

  /** Null: may go on. */
  const barred = async (account: AccountHash): Promise<EnrollResult | null> => {
    // However fresh the sign-in: nobody can take out of a box what they can't open.
    if (await host.boxes()?.isShut(account)) return provenOr(await prove(null))
    const { known, elapsed } = standing
    const signedInAt = known?.account === account ? known.signedInAt : null
    if (signedInAt !== null && elapsed() - signedInAt < recentSignIn) return null
    if ((await enrolled(account)).length > 0) {
      return provenOr(await prove(null))
    }
    const { confirmed } = host.snapshot().context
    return host.view().isOnline && confirmed ? null : { status: 'online_required' }
  }

  /** Runs while the account stays shown; `does` is refused while another enrolment runs. */
  const change = async (
    method: string,
    does: (account: AccountHash, way: StepUp, signal: AbortSignal) => Promise<EnrollResult>,
  ): Promise<EnrollResult> => {
    host.expect()
    const account = shown()
    const way = host.stepUp.find((one) => one.method === method)
    if (account === null || way === undefined || running !== null || !host.view().isAuthenticated)
      return { status: 'unavailable' }
    const control = new AbortController()
    running = control
    try {
      const no = await barred(account)
      if (no !== null) return no
      if (shown() !== account || control.signal.aborted) return { status: 'cancelled' }
      return await does(account, way, control.signal)
    } finally {
      running = null
    }
  }

  return {
    enrolled,
    mayBeOpened: async () => {
      const account = shown()
      if (account === null) return false
      const rows = await Promise.all(host.stepUp.map((way) => kept(account, way)))
      return rows.some((row) => row === 'failed' || typeof row !== 'string')
    },
    isNothingKept: async (account) => {
      const names = ['', ...host.stepUp.map(({ method }) => method)]
      const rows = await Promise.all(names.map((method) => rowOf(account, method).read()))
      return rows.every((row) => row === 'none')
    },
    methods: async () => {
      const account = shown()
      const ready = await enrolled()
      return Promise.all(
        host.stepUp.map(async (way) => ({
          method: way.method,
          isSupported: await way.isSupported(),
          isEnrolled: account !== null && ready.includes(way),
        })),
      )
    },
    enroll: (method) =>
      change(method, async (account, way, signal) => {
        if (!(await way.isSupported())) return { status: 'unavailable' }
        const end = await desk.run({
          does: 'enroll',
          purpose: 'enroll',
          account,
          capability: null,
          ways: [way],
          signal,
        })
        if (end.kind === 'ok') return filled(account, way)
        return { status: end.kind === 'exhausted' ? 'failed' : end.kind }
      }),
    remove: (method) =>
      change(method, async (account, way) => {
        const others = (await enrolled(account)).filter((other) => other !== way && other.boxes !== undefined)
        const isLast = way.boxes !== undefined && others.length === 0
        if (isLast && (await host.boxes()?.remove(account)) === false) return { status: 'failed' }
        return (await rowOf(account, way.method).write(() => null)) ? { status: 'removed' } : { status: 'failed' }
      }),
    cancel: () => running?.abort(),
  }

  /** Set up only once everything from before lies in the box too. What fails now is finished at the next start. */
  async function filled(account: AccountHash, { boxes }: StepUp): Promise<EnrollResult> {
    if (boxes === undefined) return { status: 'enrolled' }
    const isDone = (await host.boxes()?.settle(account)) ?? true
    host.boxChanged(account, 'made')
    return { status: isDone ? 'enrolled' : 'failed' }
  }
}

function provenOr({ status }: StepUpResult): EnrollResult | null {
  return status === 'granted' ? null : { status: status === 'cancelled' ? 'cancelled' : 'failed' }
}
