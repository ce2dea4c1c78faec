import { systemClock } from '../../adapters/clock/system.ts'
import { clockContract, type ClockSubject } from '../../src/testing/contracts/clock.contract.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { realTime } from './real-time.ts'
import { holdsTo } from './register.ts'

async function systemClockSubject(): Promise<ClockSubject> {
  return { clock: systemClock(), pass: realTime, end: async () => {} }
}

async function virtualClockSubject(): Promise<ClockSubject> {
  const clock = virtualClock()
  return { clock, pass: (milliseconds) => clock.advance(milliseconds), end: async () => {} }
}

holdsTo('systemClock()', clockContract, systemClockSubject)
holdsTo('virtualClock()', clockContract, virtualClockSubject)
