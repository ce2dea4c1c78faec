import { expect, test, type Page } from '@playwright/test'
import { journeys, runJourney, type Act, type AuthDriver, type Sight } from 'authchart/testing'
import { stageServers, type Servers } from './provider.ts'

/** What a browser test can do without waiting for hours. Journeys that need more are not made. */
const can: readonly Act[] = ['sign in', 'sign out', 'lose the network', 'find the network']

function driverOf(page: Page): AuthDriver {
  const isOffline = page.getByText('Working offline')
  const notes = page.getByRole('heading', { name: 'Notes of mira' })
  const signIn = page.getByRole('button', { name: /^Sign in/ })

  let servers: Servers = { isReachable: true }
  const setOnline = async (isOnline: boolean): Promise<void> => {
    servers.isReachable = isOnline
    await page.context().setOffline(!isOnline)
  }

  const look = async (): Promise<Pick<Sight, 'status'>> => {
    await expect(notes.or(signIn)).toBeVisible()
    if (await notes.isVisible()) return { status: (await isOffline.isVisible()) ? 'OFFLINE_STALE' : 'ACTIVE' }
    return { status: (await signIn.textContent()) === 'Sign in again' ? 'REAUTH_REQUIRED' : 'SIGNED_OUT' }
  }
  const act = async (what: Act): Promise<void> => {
    const isSignedIn = await notes.isVisible()
    switch (what) {
      case 'sign in':
        await signIn.click()
        await page.getByRole('link', { name: 'Continue as mira' }).or(page.getByRole('alert')).click()
        return expect(notes.or(page.getByRole('alert'))).toBeVisible()
      case 'sign out':
        await page.getByRole('button', { name: 'Sign out' }).click()
        return expect(signIn).toBeEnabled()
      case 'lose the network':
        await setOnline(false)
        return isSignedIn ? expect(isOffline).toBeVisible() : undefined
      case 'find the network':
        await setOnline(true)
        // Clients that come back together spread over ten seconds.
        return isSignedIn ? expect(isOffline).toBeHidden({ timeout: 20_000 }) : undefined
      default:
        throw new Error(`Nobody can do this here: ${what}`)
    }
  }
  return {
    start: async () => {
      servers = await stageServers(page)
      await page.goto('/')
    },
    act,
    look,
    end: () => setOnline(true),
  }
}

for (const journey of journeys({ can, length: 5 })) {
  test(journey.acts.join(' · ') || 'a new device', async ({ page }) => {
    await runJourney(driverOf(page), journey)
  })
}
