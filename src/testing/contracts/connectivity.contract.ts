import type { Connectivity, NetworkReading } from '../../ports/world.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'

/** What surrounds the context. `portal`: a login page answers everything. `silence`: nothing answers at all. */
export type Surroundings = 'internet' | 'portal' | 'silence' | 'no network'

/** Connectivity in its surroundings, for `connectivityContract`. */
export interface ConnectivitySubject extends Subject {
  readonly connectivity: Connectivity
  surround(by: Surroundings): Promise<void>
}

/** What Connectivity promises. */
export const connectivityContract: readonly ContractCase<ConnectivitySubject>[] = [
  contractCase('connectivity.current', 'the reading follows the platform', async ({ connectivity, surround }) => {
    await surround('internet')
    demand(connectivity.current() !== 'offline', 'Not offline')
    await surround('no network')
    demandEqual(connectivity.current(), 'offline', 'Without a network')
    await surround('internet')
    demand(connectivity.current() !== 'offline', 'Not offline again')
  }),
  contractCase('connectivity.subscribe', 'a change is told once, to those who listen', async (subject) => {
    const { connectivity, surround } = subject
    await surround('internet')
    const [heard, gone]: [NetworkReading[], NetworkReading[]] = [[], []]
    const leave = connectivity.subscribe((reading) => heard.push(reading))
    const leaveEarly = connectivity.subscribe((reading) => gone.push(reading))
    demandEqual(heard, [], 'Nothing has changed yet')
    leaveEarly()
    leaveEarly()
    await surround('no network')
    await surround('internet')
    leave()
    await surround('no network')
    demandEqual(heard, ['offline', 'online'], 'Both changes, none after leaving')
    demandEqual(gone, [], 'Nobody who left')
  }),
  contractCase('connectivity.probe', 'a probe tells a portal from the internet', async ({ connectivity, surround }) => {
    const { probe } = connectivity
    demand(probe !== null, 'There is a probe')
    const { signal } = new AbortController()
    const answers: Record<string, string> = {}
    for (const around of ['internet', 'portal', 'no network', 'internet'] as const) {
      await surround(around)
      answers[around] = valueOf(await probe(signal))
    }
    demandEqual(answers, { internet: 'reached', portal: 'portal', 'no network': 'nothing' }, 'The answers')
  }),
  contractCase('connectivity.probe.signal', 'a probe ends with its signal and has learned nothing', async (subject) => {
    const { connectivity, surround } = subject
    const { probe } = connectivity
    demand(probe !== null, 'There is a probe')
    await surround('silence')
    const ending = new AbortController()
    const asking = probe(ending.signal)
    ending.abort()
    demandEqual(failureOf(await asking), { kind: 'unavailable' }, 'Ended')
    demandEqual(failureOf(await probe(ending.signal)), { kind: 'unavailable' }, 'Ended before it began')
  }),
]
