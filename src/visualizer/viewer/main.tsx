import { createRoot } from 'react-dom/client'
import { Viewer } from './viewer.tsx'

const { opener, parent } = window as { readonly opener: Window | null; readonly parent: Window }
const given: unknown = JSON.parse(document.getElementById('given')?.textContent ?? 'null')
const root = document.getElementById('root')

// A page without an origin of its own (file://) shares its channel's name with every other such page.
const channel =
  window.origin === 'null' || window.location.protocol === 'file:' ? null : new BroadcastChannel('authchart')

if (root !== null) {
  createRoot(root).render(
    <Viewer
      page={{
        fragment: window.location.hash,
        given: typeof given === 'string' ? given : null,
        host: parent === window ? opener : parent,
        window,
        channel,
      }}
    />,
  )
}
