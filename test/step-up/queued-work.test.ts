import { afterEach, describe, expect, it } from 'vitest'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/index.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { answerWith, enrollPin, presenceOf, prove, stepUpWorld } from './step-up-world.ts'

let world: TestWorld
afterEach(() => world.dispose())

const right = '271828'

const createNote = defineOperation<string>({
  name: 'note.create',
  version: 1,
  capability: 'note.create',
  request: (order) => ({ method: 'POST', url: `https://api.example/orders/${order}/notes`, json: {} }),
})

describe('work that took a proof of presence', () => {
  it('is sent without another one, also by an app that was started again since (OP-08)', async () => {
    const sent: string[] = []
    world = stepUpWorld({
      auth: { queue: durableQueue({ operations: [createNote] }), origins: ['https://api.example'] },
      serve: (request) => {
        sent.push(request.url)
        return Response.json({})
      },
    })
    const tab = world.open()
    await world.settle()
    await world.signIn(tab.auth)
    await enrollPin(world, tab.auth)
    world.switchNetwork('offline')
    await world.advance('4s')
    expect(await prove(world, tab.auth, { answers: [right] })).toEqual({ status: 'granted' })
    await tab.auth.guard('note.create', () => tab.auth.queue?.enqueue(createNote, '7'))
    tab.kill()
    const again = world.open()
    await world.settle()
    expect(await answerWith(world, again.auth, { asked: presenceOf(again.auth).unlock(), answers: [right] })).toEqual({
      status: 'granted',
    })
    await world.advance('13h')
    expect(again.auth.can('note.create')).toMatchObject({ reason: 'step_up_required' })
    world.switchNetwork('online')
    await world.advance('1m')
    expect(sent).toEqual(['https://api.example/orders/7/notes'])
    expect(again.auth.queue?.items()).toEqual([])
  })
})
