import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import type { ReactElement, ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import type { Auth } from '../../../src/auth.ts'
import { AuthProvider, StepUpHost, useStepUp } from '../../../src/react/index.ts'
import type { TestWorld } from '../../../src/testing/test-world.ts'
import { enrollPin, presenceOf, stepUpWorld } from '../../step-up/step-up-world.ts'

let world: TestWorld
afterEach(() => {
  cleanup()
  world.dispose()
})

async function enrolled(): Promise<Auth> {
  world = stepUpWorld()
  const auth = await world.start()
  await world.signIn(auth)
  await enrollPin(world, auth)
  return auth
}

function below(auth: Auth) {
  return function Below({ children }: { children: ReactNode }): ReactElement {
    return (
      <AuthProvider auth={auth}>
        <StepUpHost>
          {({ prompt }) => <p>{prompt === null ? 'nothing asked' : `asked for ${prompt.capability}`}</p>}
        </StepUpHost>
        {children}
      </AuthProvider>
    )
  }
}

const settle = () => act(() => world.settle())

describe('useStepUp', () => {
  it('asks, and does it once the proof is good', async () => {
    const auth = await enrolled()
    const done: string[] = []
    const { result } = renderHook(() => useStepUp((text: string) => done.push(text), { capability: 'note.create' }), {
      wrapper: below(auth),
    })
    let run: Promise<number> = Promise.resolve(0)
    act(() => {
      run = result.current.run('a note')
    })
    await settle()
    expect(screen.queryByText('asked for note.create')).not.toBeNull()
    expect(done).toEqual([])
    await act(async () => {
      presenceOf(auth).answer('271828')
      await world.settle()
    })
    expect(await run).toBe(1)
    expect(done).toEqual(['a note'])
    expect(screen.queryByText('nothing asked')).not.toBeNull()
    await act(async () => expect(await result.current.run('another')).toBe(2))
  })

  it('rejects with a code of its own when the user cancels, and nothing was done (SU-05)', async () => {
    const auth = await enrolled()
    const done: string[] = []
    const { result } = renderHook(() => useStepUp(() => done.push('done'), { capability: 'note.create' }), {
      wrapper: below(auth),
    })
    let refusal: Promise<unknown> = Promise.resolve()
    act(() => {
      refusal = result.current.run().catch((error: unknown) => error)
    })
    await settle()
    await act(async () => {
      presenceOf(auth).cancel()
      await world.settle()
    })
    expect(await refusal).toMatchObject({ code: 'step_up_cancelled', capability: 'note.create' })
    expect(done).toEqual([])
  })
})

describe('<StepUpHost>', () => {
  it('says what is missing when createAuth was given no step-up', async () => {
    world = stepUpWorld({ auth: { stepUp: [] } })
    const auth = await world.start()
    const draw = () => render(<StepUpHost>{() => null}</StepUpHost>, { wrapper: below(auth) })
    expect(draw).toThrow('Cannot ask for presence: createAuth was given no step-up')
  })
})
