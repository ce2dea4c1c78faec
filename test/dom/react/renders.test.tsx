import { render } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'
import { Profiler, type ReactElement } from 'react'
import type { AuthView } from '../../../src/view.ts'
import { AuthProvider, useAuth, useUser } from '../../../src/react/index.ts'
import { createTestWorld } from '../../../src/testing/test-world.ts'

const consumers = 100

// Inside `act` React would join all updates of a refresh into one commit; here it commits each as on a page.
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
})

describe('a token refresh', () => {
  it(`renders none of ${consumers} components that read no status, by React’s own count`, async () => {
    const { commits, refreshes } = await commitsOverRefreshes(<Reader read={(view) => view.isAuthenticated} />)
    expect(refreshes).toBeGreaterThan(5)
    expect(commits).toBe(0)
  })

  it('renders those that read the status, so that the count means something', async () => {
    const { commits, refreshes } = await commitsOverRefreshes(<Reader read={(view) => view.status} />)
    expect(commits).toBeGreaterThanOrEqual(refreshes)
  })

  it('renders none that read the user', async () => {
    expect(await commitsOverRefreshes(<UserName />)).toMatchObject({ commits: 0 })
  })
})

/** React’s commits of the consumers while the token set is renewed again and again. */
async function commitsOverRefreshes(one: ReactElement): Promise<{ commits: number; refreshes: number }> {
  const world = createTestWorld()
  const auth = await world.start()
  await world.signIn(auth)
  let commits = 0
  render(
    <AuthProvider auth={auth}>
      <Profiler id="consumers" onRender={() => (commits += 1)}>
        {Array.from({ length: consumers }, (_, index) => (
          <div key={index}>{one}</div>
        ))}
      </Profiler>
    </AuthProvider>,
  )
  const mounted = commits
  const before = world.server.refreshRequests
  await world.advance('10m')
  world.dispose()
  return { commits: commits - mounted, refreshes: world.server.refreshRequests - before }
}

function Reader({ read }: { read: (view: AuthView) => boolean | string }): ReactElement {
  return <p>{String(useAuth(read))}</p>
}

function UserName(): ReactElement {
  return <p>{useUser()?.name}</p>
}
