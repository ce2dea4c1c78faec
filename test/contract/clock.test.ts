import { appState } from '../../adapters/clock/app-state.ts'
import { systemClock } from '../../adapters/clock/system.ts'
import { clockContract, type ClockSubject } from '../../src/testing/contracts/clock.contract.ts'
import { virtualClock } from '../../src/testing/fakes/virtual-clock.ts'
import { nativeApp } from '../adapters/platforms/native-app.ts'
import { realTime } from './real-time.ts'
import { holdsTo } from './register.ts'

async function systemClockSubject(): Promise<ClockSubject> {
  return { clock: systemClock(), pass: realTime, end: async () => {} }
}

async function nativeClockSubject(): Promise<ClockSubject> {
  return { clock: systemClock({ wakes: appState(nativeApp().appState) }), pass: realTime, end: async () => {} }
}

async function virtualClockSubject(): Promise<ClockSubject> {
  const clock = virtualClock()
  return { clock, pass: (milliseconds) => clock.advance(milliseconds), end: async () => {} }
}

holdsTo('systemClock()', clockContract, systemClockSubject)
holdsTo('systemClock() in a native app', clockContract, nativeClockSubject)
holdsTo('virtualClock()', clockContract, virtualClockSubject)
