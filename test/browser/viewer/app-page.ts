import { createBrowserInspector } from '@statelyai/inspect'
import { createActor } from 'xstate'
import { lamp } from '../../cli/fixtures/machines.ts'
import { createAuthInspector } from '../../../src/inspect/create-auth-inspector.ts'
import { windowSink } from '../../../src/inspect/sinks/window.ts'

// What a test presses: an app that watches a machine through one inspector or the other, in a window of its own.
const url = new URL('viewer.html', location.href).href

Object.assign(window, {
  watchWithStately() {
    const { inspect } = createBrowserInspector({ url })
    return start(createActor(lamp, { inspect }))
  },
  watchWithOurs() {
    const actor = createActor(lamp)
    const target = window.open(url)
    createAuthInspector({ actor, now: () => 1_000 }, { sinks: [windowSink({ target, own: window, origin: '*' })] })
    return start(actor)
  },
})

function start(actor: ReturnType<typeof createActor<typeof lamp>>): void {
  actor.start()
  Object.assign(window, { press: () => actor.send({ type: 'press' }) })
}
