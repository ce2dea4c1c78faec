import { describe, expect, it } from 'vitest'
import { journeys } from '../../src/testing/journeys/journeys.ts'
import { JourneyFailure, runJourney } from '../../src/testing/journeys/run-journey.ts'
import { describeAuthModel } from '../../src/testing/vitest.ts'
import { contentInFragment, readContent } from '../../src/visualizer/viewer/read-content.ts'
import { startNotesApp } from './sample/notes-app.ts'
import { startNotesAppWithABug } from './sample/notes-app-with-a-bug.ts'
import { notesDriver } from './sample/notes-driver.ts'

// What its developer writes, and all of it.
describeAuthModel(() => notesDriver(startNotesApp), { name: 'The notes app' })

describe('a bug planted in the notes app', () => {
  it('is found, and told in one sentence with a test that shows it again', async () => {
    const failures: JourneyFailure[] = []
    for (const journey of journeys()) {
      const failure = await runJourney(notesDriver(startNotesAppWithABug), journey).catch((error: unknown) => error)
      if (failure instanceof JourneyFailure) failures.push(failure)
    }
    expect(failures.length).toBeGreaterThan(0)
    const shortest = failures.toSorted((one, other) => one.after - other.after)[0]
    expect(shortest?.message.split('\n')[0]).toBe(
      'After “ten minutes pass” the chart is in OFFLINE_STALE (server_unavailable), and the app shows SIGNED_OUT.',
    )
    expect(shortest?.message).toContain("await driver.act('the server fails')")
    const text = contentInFragment(new URL(shortest?.link ?? '', 'file:///').hash)
    const opened = text === null ? null : readContent(text, null)
    const shown = opened?.kind === 'recording' ? opened.shown : null
    // The chart that the viewer shows, from the first start to the sign-out that nobody asked for.
    expect(shown?.steps[0]?.event).toBe('xstate.done.actor.restore')
    expect(shown?.steps.map(({ event }) => event)).toContain('user.signOut')
    expect(shown?.steps.at(-1)?.after).toContain('auth.session.SIGNED_OUT.IDLE')
    expect(shortest?.message).toContain(`What the chart did, in the viewer:\n  ${shortest?.link}`)
    // Only what the bug touches: an app that signs nobody out passes everything else.
    expect(failures.every(({ journey }) => journey.acts.includes('the server fails'))).toBe(true)
  })
})
