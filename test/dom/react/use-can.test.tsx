import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import { StrictMode, type ReactElement, type ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it } from 'vitest'
import type { Auth } from '../../../src/auth.ts'
import { defineCapabilities } from '../../../src/policy/define-capabilities.ts'
import { AuthProvider, Show, useCan, useGuard } from '../../../src/react/index.ts'
import { createTestWorld, type TestWorld } from '../../../src/testing/test-world.ts'

const capabilities = Array.from({ length: 20 }, (_, index) => `cap.${index}`)
const policy = defineCapabilities({
  ...Object.fromEntries(capabilities.map((name, index) => [name, { offlineFor: `${index + 1}h` as const }])),
  note: { offlineFor: '1h' },
})

let world: TestWorld
afterEach(() => {
  cleanup()
  world.dispose()
})

async function offline(): Promise<Auth> {
  world = createTestWorld({ auth: { policy, offlineFor: '30d' } })
  const auth = await world.start()
  await world.signIn(auth)
  world.switchNetwork('offline')
  await world.advance('10s')
  return auth
}

const advance = (by: `${number}${'ms' | 's' | 'm' | 'h'}`) => act(() => world.advance(by))

function below(auth: Auth) {
  return function Below({ children }: { children: ReactNode }): ReactElement {
    return (
      <StrictMode>
        <AuthProvider auth={auth}>{children}</AuthProvider>
      </StrictMode>
    )
  }
}

describe('useCan', () => {
  it('flips at the exact moment, and renders only then', async () => {
    const auth = await offline()
    let renders = 0
    const { result } = renderHook(
      () => {
        renders += 1
        return useCan('note')
      },
      { wrapper: below(auth) },
    )
    expect(result.current).toMatchObject({ allowed: true, via: 'offline' })
    const { until } = result.current as { readonly until: number }
    const before = renders
    await advance(`${until - auth.now() - 1}ms`)
    expect(result.current.allowed).toBe(true)
    expect(renders).toBe(before)
    await advance('1ms')
    expect(result.current).toMatchObject({ allowed: false, reason: 'grace_expired' })
  })

  it('serves 100 consumers of 20 capabilities with one wait, and renders each only when its own answer changes', async () => {
    const auth = await offline()
    const pending = world.clock.pending
    // By the wall clock and by the monotonic one, whichever comes first (TM-02).
    const aWait = 2
    const renders = new Map<string, number>()
    function Consumer({ name }: { name: string }): ReactElement {
      renders.set(name, (renders.get(name) ?? 0) + 1)
      return <>{useCan(name).allowed ? 'yes' : 'no'}</>
    }
    const all = Array.from({ length: 5 }, (_, lap) =>
      capabilities.map((name) => <Consumer key={name + lap} name={name} />),
    )
    const { unmount } = render(<AuthProvider auth={auth}>{all}</AuthProvider>)
    expect(world.clock.pending).toBe(pending + aWait)
    expect([...renders.values()]).toEqual(capabilities.map(() => 5))
    await advance('1h')
    expect([...renders.values()]).toEqual(capabilities.map((_, index) => (index === 0 ? 10 : 5)))
    expect(world.clock.pending).toBe(pending + aWait)
    unmount()
    expect(world.clock.pending).toBe(pending)
  })

  it('says restoring on a server', async () => {
    const auth = await offline()
    const Shown = (): ReactElement => {
      const decision = useCan('note')
      return <>{decision.allowed ? 'yes' : decision.reason}</>
    }
    const html = renderToString(
      <AuthProvider auth={auth}>
        <Shown />
      </AuthProvider>,
    )
    expect(html).toBe('restoring')
  })
})

describe('<Show when={{can}}>', () => {
  it('shows its children while that may be done, else the fallback', async () => {
    const auth = await offline()
    const Below = below(auth)
    render(
      <Below>
        <Show when={{ can: 'note' }} fallback="not now">
          write
        </Show>
      </Below>,
    )
    expect(screen.queryByText('write')).not.toBeNull()
    await advance('1h')
    expect(screen.queryByText('write')).toBeNull()
    expect(screen.queryByText('not now')).not.toBeNull()
  })
})

describe('useGuard', () => {
  it('does nothing once it may not be done any more, whatever the button showed (OP-08)', async () => {
    const auth = await offline()
    const done: string[] = []
    const { result } = renderHook(() => useGuard('note', (text: string) => done.push(text)), { wrapper: below(auth) })
    const stale = result.current.run
    await act(async () => expect(await stale('in time')).toBe(1))
    await advance('1h')
    await act(async () => {
      await expect(stale('too late')).rejects.toMatchObject({ code: 'grace_expired', capability: 'note' })
    })
    expect(done).toEqual(['in time'])
    expect(result.current.decision.allowed).toBe(false)
  })

  it('is pending while it is done', async () => {
    const auth = await offline()
    let finish = (): void => {}
    const slow = () => new Promise<void>((resolve) => (finish = resolve))
    const { result } = renderHook(() => useGuard('note', slow), { wrapper: below(auth) })
    expect(result.current.isPending).toBe(false)
    let running: Promise<void> = Promise.resolve()
    act(() => {
      running = result.current.run()
    })
    expect(result.current.isPending).toBe(true)
    await act(async () => {
      finish()
      await running
    })
    expect(result.current.isPending).toBe(false)
  })
})
