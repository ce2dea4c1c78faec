type Listener = (event: { readonly data: unknown }) => void

/** A window that opens another one, as far as Stately's inspector and its receiver look. */
export function twoWindows({ popups = 'allowed' }: { readonly popups?: 'allowed' | 'blocked' } = {}): {
  readonly sent: readonly unknown[]
  readonly app: Window
  readonly viewer: Window
} {
  const sent: unknown[] = []
  const listeners: { readonly app: Listener[]; readonly viewer: Listener[] } = { app: [], viewer: [] }
  function deliver(to: 'app' | 'viewer', data: unknown): void {
    if (to === 'viewer') sent.push(data)
    for (const listener of listeners[to]) listener({ data })
  }
  const app = {
    open: () => (popups === 'blocked' ? null : { postMessage: (data: unknown) => deliver('viewer', data) }),
    addEventListener: (_: string, listener: Listener) => listeners.app.push(listener),
  }
  const viewer = {
    opener: { postMessage: (data: unknown) => deliver('app', data) },
    addEventListener: (_: string, listener: Listener) => listeners.viewer.push(listener),
  }
  return { sent, app: asWindow(app), viewer: asWindow(viewer) }
}

function asWindow(fake: object): Window {
  return { self: fake, top: fake, ...fake } as unknown as Window
}
