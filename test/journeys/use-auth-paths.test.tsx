import { act, cleanup, render, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import { AuthProvider, useAuth } from '../../src/react/index.ts'
import { accountOf, realPaths } from './paths/real-paths.ts'
import { replay } from './paths/replay.ts'

function Page(): ReactElement {
  return <output aria-label="session">{useAuth((view) => view.status)}</output>
}

const show = (auth: Auth): (() => string) => {
  cleanup()
  render(
    <AuthProvider auth={auth}>
      <Page />
    </AuthProvider>,
  )
  return () => screen.getByLabelText('session').textContent
}

const walked = new Set<string>()

describe('useAuth on a page whose world answers when a path says so', () => {
  it.each(realPaths)('%s', async (_, path) => {
    const replayed = await replay(path, { show, during: (work) => act(work) })
    expect(replayed.walked.size).toBeGreaterThan(0)
    for (const edge of replayed.walked) walked.add(edge)
  })

  it('walks every transition of the chart, or says why nothing can', () => {
    const account = accountOf(walked)
    process.stdout.write(
      `${realPaths.length} paths walk ${account.walked} of ${account.declared} transitions on useAuth\n`,
    )
    expect(account.unexplained).toEqual([])
    expect(account.outdated).toEqual([])
  })
})
