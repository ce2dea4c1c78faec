import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect } from 'storybook/test'
import { reasonWords } from '../../machines/words.ts'
import { OfflineBanner, Show, useAuth } from '../../src/react/index.ts'

/** What an app gets from `authchart/react`, headless as it comes, on a session the toolbar can move. */
function Page(): ReactElement {
  const { status } = useAuth()
  return (
    <main className="parts">
      <h1>Headless parts</h1>
      <p>
        The session is in <code>{status}</code>.
      </p>
      <OfflineBanner>
        {({ regionProps, offline, retry }) => (
          <div {...regionProps}>
            {offline === null ? null : (
              <>
                {reasonWords.OFFLINE_STALE[offline.reason].title}{' '}
                <button type="button" onClick={retry}>
                  Try now
                </button>
              </>
            )}
          </div>
        )}
      </OfflineBanner>
      <Show when={['ACTIVE', 'REFRESHING', 'OFFLINE_STALE']} fallback={<p>Only for those who are signed in.</p>}>
        <button type="button">Add a note</button>
      </Show>
    </main>
  )
}

const meta: Meta<typeof Page> = { title: 'Components/React', component: Page, parameters: { auth: {} } }

export default meta

type Story = StoryObj<typeof Page>

export const Active: Story = {
  async play({ canvas }) {
    await expect(canvas.getByText('ACTIVE')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Add a note' })).toBeEnabled()
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement()
  },
}

export const OfflineStale: Story = {
  parameters: { auth: { state: 'OFFLINE_STALE' } },
  async play({ canvas }) {
    await expect(canvas.getByRole('status')).toHaveTextContent('Working offline')
    await expect(canvas.getByRole('button', { name: 'Add a note' })).toBeEnabled()
  },
}

/** The toolbar goes before the story: nine days offline are over the limit of seven. */
export const AfterNineDays: Story = {
  parameters: { auth: { state: 'OFFLINE_STALE', clock: '1d' } },
  globals: { authClock: '8d' },
  async play({ canvas }) {
    await expect(canvas.getByText('REAUTH_REQUIRED')).toBeVisible()
    await expect(canvas.getByText('Only for those who are signed in.')).toBeVisible()
  },
}

export const Refreshing: Story = standing('REFRESHING', 'Add a note')
export const SignedOut: Story = standing('SIGNED_OUT', null)
export const ReauthRequired: Story = standing('REAUTH_REQUIRED', null)
export const Locked: Story = standing('LOCKED', null)
export const Restoring: Story = standing('RESTORING', null)

function standing(state: string, act: string | null): Story {
  return {
    parameters: { auth: { state } },
    async play({ canvas }) {
      await expect(canvas.getByText(state)).toBeVisible()
      await expect(canvas.queryAllByRole('button').map(({ textContent }) => textContent)).toEqual(
        act === null ? [] : [act],
      )
    },
  }
}
