import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockedReasons, offlineReasons, reauthReasons, signedOutReasons } from '../../machines/index.ts'
import { root } from '../../scripts/entries.ts'
import { leavesOf } from '../../src/visualizer/decisions.ts'
import { nameInLane } from '../../src/visualizer/lane-paths.ts'
import { reachablePlaces } from '../../stories/plot/reachable.ts'
import { sessionTree } from '../../stories/plot/session-plot.ts'
import { placesFile, stateStories } from '../../stories/states/write-stories.ts'

const folder = join(root, 'stories/states')
const places = reachablePlaces()

// Left in the step that enters it, so nobody ever sees it.
const passedThrough = ['OFFLINE_STALE.CHOOSING']

describe('the stories of the states', () => {
  it('are the ones the machine asks for: after a change run `npm run stories`', () => {
    const asked = [...stateStories(places)].map(([name, text]) => [name, unformatted(text)])
    const kept = readdirSync(folder)
      .filter((name) => name.endsWith('.stories.tsx'))
      .map((name) => [name, unformatted(readFileSync(join(folder, name), 'utf8'))])
    expect(new Map(kept.map(([name = '', text]) => [name, text]))).toEqual(
      new Map(asked.map(([name = '', text]) => [name, text])),
    )
    const data = readFileSync(join(root, 'stories/plot/places.ts'), 'utf8')
    expect(unformatted(data)).toBe(unformatted(placesFile(places)))
  })

  it('show every state of the session', () => {
    const lane = sessionTree.node('auth.session')
    const states = lane === undefined ? [] : leavesOf(sessionTree, lane).map((state) => nameInLane(sessionTree, state))
    expect(states.length).toBeGreaterThan(20)
    expect(states.filter((name) => !places.some(({ state }) => state === name))).toEqual(passedThrough)
  })

  it.each([
    ['SIGNED_OUT', signedOutReasons],
    ['OFFLINE_STALE', offlineReasons],
    ['REAUTH_REQUIRED', reauthReasons],
    ['LOCKED', lockedReasons],
  ])('show every reason of %s', (top, reasons) => {
    const shown = new Set(places.filter(({ state }) => state.startsWith(top)).map(({ reason }) => reason))
    expect(shown).toEqual(new Set(reasons))
  })
})

/** The formatter decides on line breaks and on the commas before them. */
function unformatted(text: string): string {
  return text.replaceAll(/[\s,]/g, '')
}
