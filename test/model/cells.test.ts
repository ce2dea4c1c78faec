import { describe as group, expect, it } from 'vitest'
import { authMachine } from '../../machines/auth.machine.ts'
import { describe } from '../../machines/describe.ts'
import { ignored, type Ignored } from '../../machines/ignored.ts'
import { cellsOf, excessOf, forgottenIn, unheardIn } from './cells.ts'
import { part, planted } from './planted.ts'

const chart = describe(authMachine)
const cells = cellsOf(chart, ignored)

group('state × event', () => {
  it('is decided in every cell', () => {
    const handled = cells.filter(({ decision }) => decision === 'handled').length
    const entries = ignored.length
    process.stdout.write(
      `${cells.length} cells: ${handled} handled, ${cells.length - handled} ignored by ${entries} entries\n`,
    )
    expect(forgottenIn(cells)).toEqual([])
    expect(cells.length).toBeGreaterThanOrEqual(681)
  })

  it('has no entry on the ignore list that is false or double', () => {
    expect(excessOf(cells, ignored)).toEqual([])
  })

  it('gives every entry a reason of its own', () => {
    expect(ignored.filter(({ reason }) => !/^[A-Z].{30,}\.$/.test(reason))).toEqual([])
  })

  it('shows a transition that was forgotten', () => {
    const forgetful = planted((regions) => delete part(regions, 'session.states.ACTIVE.on')['tab.ended'])
    expect(forgottenIn(cellsOf(describe(forgetful), ignored))).toEqual(['auth.session.ACTIVE × tab.ended'])
  })

  it('shows an event that was cut off without a word', () => {
    const deaf = planted((regions) => {
      part(regions, 'session.states.ACTIVE.on')['user.signOut'] = {}
    })
    expect(forgottenIn(cellsOf(describe(deaf), ignored))).toEqual(['auth.session.ACTIVE × user.signOut'])
  })

  it('shows an entry that claims to ignore what is handled, and one about an event of another region', () => {
    const reason = 'A sentence that is not true of this state, planted here.'
    const excess: readonly Ignored[] = [
      { state: 'auth.session.ACTIVE', events: ['tab.ended'], reason },
      { state: 'auth.session.ACTIVE', events: ['user.flush'], reason },
      { state: 'auth.session.LOCKED', events: ['user.retry'], reason },
    ]
    const all = [...ignored, ...excess]
    expect(excessOf(cellsOf(chart, all), all)).toEqual([
      'auth.session.ACTIVE × tab.ended',
      'auth.session.LOCKED.IDLE × user.retry',
      'auth.session.LOCKED.SIGNING_IN.PREPARING × user.retry',
      'auth.session.LOCKED.SIGNING_IN.AWAY × user.retry',
      'auth.session.LOCKED.SIGNING_IN.COMPLETING × user.retry',
      'auth.session.ACTIVE × user.flush',
    ])
  })
})

group('an invoked actor', () => {
  it('is heard at both its ends wherever it runs', () => {
    expect(unheardIn(describe(authMachine))).toEqual([])
  })

  it('is missed where an end leads nowhere', () => {
    const deaf = planted((regions) => delete part(regions, 'queue.states.DRAINING.invoke')['onError'])
    expect(unheardIn(describe(deaf))).toEqual(['auth.queue.DRAINING: xstate.error.actor.drain'])
  })
})
