import { accounts } from '../../src/accounts/accounts.ts'
import type { Auth } from '../../src/auth.ts'
import type { IdentityProvider, TokenGrant } from '../../src/ports/identity.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import type { TestWorld, TestWorldOptions } from '../../src/testing/test-world.ts'
import { aWorld } from '../core/worlds.ts'

const api = 'https://api.example.com'

export const note = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  request: (variables) => ({ method: 'POST', url: `${api}/notes`, json: variables }),
})

export interface WorkingWorld {
  readonly world: TestWorld
  /** What took effect at the API, as `subject: text`, in order. */
  readonly effects: readonly string[]
  /** Set to let it answer 503. */
  readonly api: { isDown: boolean }
  /** Tells whose each token is. */
  readonly identity: IdentityProvider
}

/** A world with an API that knows from the token who did it. */
export function aWorkingWorld(options: TestWorldOptions = {}): WorkingWorld {
  const effects: string[] = []
  const door = { isDown: false }
  const owners = new Map<string, string>()
  const world = aWorld({
    ...options,
    async serve(request) {
      if (door.isDown) return Response.json({}, { status: 503 })
      const owner = owners.get((request.headers.get('authorization') ?? '').replace('Bearer ', ''))
      if (owner === undefined) return Response.json({}, { status: 401 })
      const { text } = JSON.parse(await request.text()) as { text: string }
      effects.push(`${owner}: ${text}`)
      return Response.json({}, { status: 201 })
    },
    auth: { origins: [api], queue: durableQueue({ operations: [note] }), accounts: accounts() },
  })
  const { identity } = world
  const remember = ({ accessToken, subject }: TokenGrant): void => void owners.set(accessToken, subject.subject)
  return {
    world,
    effects,
    api: door,
    identity: {
      ...identity,
      signIn: async (request, context) => {
        const step = await identity.signIn(request, context)
        if (step.ok && step.value.kind === 'granted') remember(step.value.grant)
        return step
      },
      refresh: async (request, context) => {
        const granted = await identity.refresh(request, context)
        if (granted.ok) remember(granted.value)
        return granted
      },
    },
  }
}

export function queueOf({ queue }: Auth): NonNullable<Auth['queue']> {
  if (queue === null) throw new Error('The queue is missing')
  return queue
}
