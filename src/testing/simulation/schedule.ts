import { seededRandom } from '../fakes/seeded-random.ts'
import { outages, type Outage } from './fates.ts'
import { nemeses, type Nemesis } from './nemesis.ts'
import { rotations, type Rotation } from './rotation.ts'

/** What happens to the world, in order. `tab` is taken modulo the tabs that are there. */
export type Act =
  | { readonly do: 'open' }
  | { readonly do: 'close' | 'crash' | 'retry' | 'token' | 'rejected' | 'signIn' | 'wake'; readonly tab: number }
  | {
      readonly do: 'signOut'
      readonly tab: number
      readonly mode: 'hard' | 'soft'
      readonly pending: 'keep' | 'discard'
    }
  | { readonly do: 'add'; readonly tab: number; readonly who: number }
  | { readonly do: 'switch'; readonly tab: number; readonly who: number }
  | { readonly do: 'remove'; readonly tab: number; readonly who: number; readonly pending: 'keep' | 'discard' }
  | { readonly do: 'enqueue'; readonly tab: number; readonly lane: number }
  | { readonly do: 'freeze'; readonly tab: number; readonly span: number }
  | { readonly do: 'jump'; readonly tab: number; readonly by: number }
  | { readonly do: 'sleep' | 'offline'; readonly span: number }
  | { readonly do: 'revoke' | 'evict' | 'loseKey' | 'flipBit' | 'otherUser' }
  | { readonly do: 'disable'; readonly span: number }
  | { readonly do: 'outage'; readonly kind: Outage; readonly span: number }
  | { readonly do: 'hint'; readonly kind: 'committed' | 'signed_in' | 'signed_out' | 'ended' }

export interface Command {
  /** Milliseconds after the command before. */
  readonly wait: number
  readonly act: Act
}

/** All that one seed decides before the world begins. */
export interface Schedule {
  readonly seed: number
  readonly nemeses: ReadonlySet<Nemesis>
  readonly rotation: Rotation
  readonly accessTokenTtl: number
  readonly offlineFor: number
  /** Sealed by Web Crypto instead of the stand-in. */
  readonly isSealedForReal: boolean
  readonly commands: readonly Command[]
}

const lifetimes = [60_000, 300_000, 300_000, 600_000]

export function scheduleOf(seed: number): Schedule {
  const random = seededRandom(seed)
  const below = (limit: number): number => Math.floor(random.unit() * limit)
  const eagerness = 0.08 + 0.35 * random.unit()
  const on = new Set(nemeses.filter((nemesis) => nemesis !== 'outages' && random.unit() < eagerness))
  if (seededRandom(seed + 0x2f0e1).unit() < 0.2) on.add('outages')
  const rotation = rotations[below(rotations.length)] ?? rotations[0]
  const accessTokenTtl = lifetimes[below(lifetimes.length)] ?? 300_000
  if (rotation === undefined) throw new Error('Cannot choose a rotation profile')
  const span = (longest: number): number => Math.floor(10 * (longest / 10) ** random.unit())
  const acts = actsOf(on)
  const commands = Array.from({ length: 3 + below(9) }, (): Command => {
    const make = acts[below(acts.length)] ?? ((): Act => ({ do: 'token', tab: 0 }))
    // Some in quick succession, some far enough apart for the tokens to be renewed in between.
    const wait = random.unit() < 0.5 ? span(accessTokenTtl) : below(accessTokenTtl)
    return { wait, act: make({ below, span, random: random.unit }) }
  })
  return {
    seed,
    nemeses: on,
    rotation,
    accessTokenTtl,
    offlineFor: below(4) === 0 ? 20 * 60_000 : 7 * 86_400_000,
    isSealedForReal: seed % 100 === 99,
    commands,
  }
}

interface Dice {
  readonly below: (limit: number) => number
  readonly span: (longest: number) => number
  readonly random: () => number
}

function actsOf(on: ReadonlySet<Nemesis>): readonly ((dice: Dice) => Act)[] {
  const modes = ['hard', 'soft'] as const
  const choices = ['keep', 'keep', 'discard'] as const
  const hints = ['committed', 'signed_in', 'signed_out', 'ended'] as const
  const always: readonly ((dice: Dice) => Act)[] = [
    ({ below }) => ({ do: 'token', tab: below(4) }),
    ({ below }) => ({ do: 'rejected', tab: below(4) }),
    ({ below }) => ({ do: 'retry', tab: below(4) }),
    ({ below }) => ({ do: 'wake', tab: below(4) }),
    ({ below }) => ({ do: 'signIn', tab: below(4) }),
    ({ span }) => ({ do: 'offline', span: span(600_000) }),
  ]
  const by: Partial<Record<Nemesis, (dice: Dice) => Act>> = {
    moreTabs: () => ({ do: 'open' }),
    crashes: ({ below }) => ({ do: 'crash', tab: below(4) }),
    closes: ({ below }) => ({ do: 'close', tab: below(4) }),
    freezes: ({ below, span }) => ({ do: 'freeze', tab: below(4), span: span(900_000) }),
    sleeps: ({ span }) => ({ do: 'sleep', span: span(30 * 86_400_000) }),
    clockJumps: ({ below, span, random }) => ({
      do: 'jump',
      tab: below(4),
      by: span(10 * 31_536_000_000) * (random() < 0.5 ? -1 : 1),
    }),
    signOuts: ({ below }) => ({
      do: 'signOut',
      tab: below(4),
      mode: modes[below(2)] ?? 'hard',
      pending: choices[below(3)] ?? 'keep',
    }),
    otherUser: () => ({ do: 'otherUser' }),
    revocations: () => ({ do: 'revoke' }),
    disabling: ({ span }) => ({ do: 'disable', span: span(600_000) }),
    eviction: () => ({ do: 'evict' }),
    keyLoss: () => ({ do: 'loseKey' }),
    bitFlips: () => ({ do: 'flipBit' }),
    outages: ({ below, span }) => ({
      do: 'outage',
      kind: outages[below(outages.length)] ?? 'refuses',
      span: span(300_000),
    }),
    forgedHints: ({ below }) => ({ do: 'hint', kind: hints[below(4)] ?? 'ended' }),
  }
  const accounts: readonly ((dice: Dice) => Act)[] = [
    ({ below }) => ({ do: 'add', tab: below(4), who: below(2) }),
    ({ below }) => ({ do: 'add', tab: below(4), who: 1 }),
    ({ below }) => ({ do: 'switch', tab: below(4), who: below(3) }),
    ({ below }) => ({ do: 'switch', tab: below(4), who: below(3) }),
    ({ below }) => ({ do: 'remove', tab: below(4), who: below(3), pending: choices[below(3)] ?? 'keep' }),
  ]
  const work = ({ below }: Dice): Act => ({ do: 'enqueue', tab: below(4), lane: below(2) })
  return [
    ...always,
    ...[...on].flatMap((nemesis) => (by[nemesis] === undefined ? [] : [by[nemesis], by[nemesis]])),
    ...(on.has('moreAccounts') ? accounts : []),
    ...(on.has('offlineWork') ? [work, work, work, work] : []),
  ]
}
