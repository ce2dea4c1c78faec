import { act as settled, cleanup, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { AuthProvider, useAuth } from '../../src/react/index.ts'
import { journeys } from '../../src/testing/journeys/journeys.ts'
import { runJourney } from '../../src/testing/journeys/run-journey.ts'
import { worldDriver } from '../../src/testing/journeys/world-driver.ts'
import type { AuthStatus } from '../../src/view.ts'

const all = journeys()

/** The session as a page shows it, in every state. */
function Page(): ReactElement {
  const view = useAuth()
  return (
    <output aria-label="session" data-reason={'reason' in view && view.status !== 'SIGNED_OUT' ? view.reason : ''}>
      {view.status}
    </output>
  )
}

function pageDriver(): ReturnType<typeof worldDriver> {
  return worldDriver({
    onStart: (auth) => {
      cleanup()
      render(
        <AuthProvider auth={auth}>
          <Page />
        </AuthProvider>,
      )
    },
    during: (work) => settled(work),
    look: () => {
      const shown = screen.getByLabelText('session')
      const { reason } = shown.dataset
      return { status: shown.textContent as AuthStatus, reason: reason === '' ? null : (reason ?? null) }
    },
  })
}

describe('useAuth on a page', () => {
  it.each(all.map((journey) => [journey.acts.join(' · ') || 'a new device', journey] as const))(
    '%s',
    async (_, journey) => {
      await expect(runJourney(pageDriver(), journey)).resolves.toBeUndefined()
    },
  )
})
