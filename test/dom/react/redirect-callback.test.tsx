import { act, render, screen } from '@testing-library/react'
import { StrictMode, type ReactElement } from 'react'
import { expect, it } from 'vitest'
import { AuthProvider, useAuth } from '../../../src/react/index.ts'
import { createTestWorld } from '../../../src/testing/test-world.ts'
import { scriptedNavigation } from '../../core/scripted-navigation.ts'

function Screen(): ReactElement {
  return <p>{useAuth((view) => view.status)}</p>
}

it('a redirect callback is completed once under StrictMode and over remounts (OL-03)', async () => {
  const world = createTestWorld()
  const bar = scriptedNavigation()
  const leaving = await world.start({ platform: { navigation: bar } })
  const answer = leaving.signIn({ via: 'redirect' })
  await world.settle()
  expect(await answer).toEqual({ status: 'redirecting' })
  leaving.dispose()
  bar.show(world.server.approve(bar.left[0] ?? ''))

  const { auth } = world.open({ platform: { navigation: bar } })
  const page = (
    <StrictMode>
      <AuthProvider auth={auth}>
        <Screen />
      </AuthProvider>
    </StrictMode>
  )
  const first = render(page)
  expect(screen.getByText('RESTORING')).toBeVisible()
  first.unmount()
  render(page)
  await act(() => world.settle())
  expect(screen.getByText('ACTIVE')).toBeVisible()
  expect([world.server.tokenRequests, bar.url()]).toEqual([1, 'https://app.test/'])
  world.dispose()
})
