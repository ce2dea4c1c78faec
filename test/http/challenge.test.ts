import { afterEach, describe, expect, it } from 'vitest'
import { kyAuth } from '../../adapters/http/ky.ts'
import { duration } from '../../machines/time.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import type { StepUpChallenge } from '../../src/http/index.ts'
import { challengeWorld, type ChallengeWorld } from './challenge-world.ts'

let world: ChallengeWorld
afterEach(() => world.end())

const approval = (body: string) => ({ method: 'POST', body }) as const
const inPopup = () => ({ via: 'popup' }) as const

describe('a challenge for a stronger authentication (SU-08, RFC 9470)', () => {
  it('is answered by one authorization with what it asks for, and the request is sent again', async () => {
    const heard: StepUpChallenge[] = []
    world = await challengeWorld({ onChallenge: (challenge) => (heard.push(challenge), inPopup()) })
    const response = await world.auth.fetch(`${world.api}/orders/7`, approval('approve 7'))
    expect(response.status).toBe(200)
    expect(world.done).toEqual(['approve 7'])
    expect(heard).toEqual([{ acrValues: ['gold', 'silver'], maxAge: duration(60_000) }])
    const [signIn, stepUp] = world.asked
    expect(world.asked).toHaveLength(2)
    expect([signIn?.get('acr_values'), signIn?.get('max_age')]).toEqual([null, null])
    expect([stepUp?.get('acr_values'), stepUp?.get('max_age')]).toEqual(['gold silver', '60'])
    expect(world.auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('is asked about once, however many requests met it, and not again by those that come with an older token', async () => {
    world = await challengeWorld({ onChallenge: inPopup })
    const bodies = ['a', 'b', 'c', 'd']
    const responses = await Promise.all(bodies.map((body) => world.auth.fetch(`${world.api}/orders`, approval(body))))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect([...world.done].sort()).toEqual(bodies)
    expect(world.asked).toHaveLength(2)
    expect(world.requests()).toBe(8)
  })

  it('that the user declines rejects by its code, and the session is as it was', async () => {
    world = await challengeWorld({ onChallenge: inPopup })
    const before = await world.auth.getAccessToken()
    world.refuse()
    await expect(world.auth.fetch(`${world.api}/orders`, approval('a'))).rejects.toMatchObject({
      code: 'step_up_cancelled',
    })
    expect(world.auth.state.status).toBe('ACTIVE')
    expect(await world.auth.getAccessToken()).toBe(before)
    expect((await world.auth.fetch(`${world.api}/orders`)).status).toBe(200)
    expect(world.done).toEqual([])
  })

  it('that stands after the answer goes to the caller: nobody is asked in a circle', async () => {
    world = await challengeWorld({ onChallenge: inPopup })
    world.harden()
    expect((await world.auth.fetch(`${world.api}/orders`, approval('a'))).status).toBe(401)
    expect(world.asked).toHaveLength(2)
    expect(world.requests()).toBe(2)
  })

  it.each([
    ['no one answers', {}],
    ['the app answers with null', { onChallenge: () => null }],
  ])('goes to the caller where %s', async (_, options) => {
    world = await challengeWorld(options)
    expect((await world.auth.fetch(`${world.api}/orders`, approval('a'))).status).toBe(401)
    expect([world.asked.length, world.requests()]).toEqual([1, 1])
  })

  it('is answered for ky in the same way', async () => {
    world = await challengeWorld({ onChallenge: inPopup })
    const response = await kyAuth(world.auth).post(`${world.api}/orders`, { body: 'by ky' })
    expect(response.status).toBe(200)
    expect(world.done).toEqual(['by ky'])
    expect(world.asked).toHaveLength(2)
  })

  it('keeps queued work, which goes once after the user has authenticated anew', async () => {
    const approve = defineOperation<string>({
      name: 'approve',
      version: 1,
      request: (order) => ({ method: 'POST', url: `${world.api}/orders`, json: { order } }),
    })
    world = await challengeWorld({ queue: durableQueue({ operations: [approve], allowMemory: true }) })
    await world.auth.queue?.enqueue(approve, '7')
    await expect.poll(() => world.auth.queue?.items()).toMatchObject([{ state: 'blocked_auth' }])
    expect(world.done).toEqual([])
    expect(await world.auth.signIn({ via: 'popup', acrValues: ['gold'], maxAge: '1m' })).toEqual({
      status: 'signed_in',
    })
    await expect.poll(() => world.done).toEqual(['{"order":"7"}'])
    await expect.poll(() => world.auth.state.pending).toBe(0)
    expect(world.done).toHaveLength(1)
  })
})

describe('signIn', () => {
  it('asks somebody who is signed in only where they are to authenticate anew', async () => {
    world = await challengeWorld()
    expect(await world.auth.signIn({ via: 'popup' })).toEqual({ status: 'signed_in' })
    expect(world.asked).toHaveLength(1)
    expect(await world.auth.signIn({ via: 'popup', maxAge: 0 })).toEqual({ status: 'signed_in' })
    expect(world.asked.at(-1)?.get('max_age')).toBe('0')
    world.refuse()
    expect(await world.auth.signIn({ via: 'popup', maxAge: 0 })).toEqual({ status: 'cancelled' })
    expect(world.auth.state.status).toBe('ACTIVE')
  })
})
