import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src/testing/fakes/seeded-random.ts'
import { switchableNetwork } from '../../../src/testing/fakes/switchable-network.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'

describe('seededRandom()', () => {
  const draw = (seed: number): readonly unknown[] => {
    const random = seededRandom(seed)
    return Array.from({ length: 50 }, () => [random.id(), random.unit()])
  }

  it('repeats itself for the same seed, to the letter and for ever', () => {
    expect(draw(7)).toEqual(draw(7))
    expect(seededRandom(7).id()).toMatchInlineSnapshot(`"7d571d8f847d8f5d17aa39c1ba9f1c72"`)
  })

  it('has nothing in common with a neighbouring seed', () => {
    const ids = [0, 1, 2, 3].flatMap((seed) => draw(seed).flat())
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('switchableNetwork()', () => {
  const network = () => {
    const served: string[] = []
    const way = switchableNetwork({
      clock: virtualClock(),
      async serve(request) {
        served.push(`${request.method} ${request.url}`)
        return Response.json({ ok: true })
      },
    })
    return { way, served, ask: () => way.fetch('https://api.example/orders', { method: 'POST' }) }
  }

  it('brings a request to the server and its answer back', async () => {
    const { served, ask } = network()
    expect(await (await ask()).json()).toEqual({ ok: true })
    expect(served).toEqual(['POST https://api.example/orders'])
  })

  it('fails like a browser when offline, and the server sees nothing', async () => {
    const { way, served, ask } = network()
    way.switchTo('offline')
    await expect(ask()).rejects.toThrow(TypeError)
    expect(served).toEqual([])
  })

  it('loses the answer of a request that the server has seen', async () => {
    const { way, served, ask } = network()
    way.switchTo('lost answers')
    await expect(ask()).rejects.toThrow(TypeError)
    expect(served).toHaveLength(1)
  })

  it('answers everything with a page behind a portal, and looks online', async () => {
    const { way, served, ask } = network()
    way.switchTo('portal')
    const answer = await ask()
    expect([answer.status, answer.headers.get('content-type'), way.current()]).toEqual([200, 'text/html', 'online'])
    expect(served).toEqual([])
  })

  it('hangs until the caller gives up', async () => {
    const { way } = network()
    way.switchTo('hang')
    const patience = new AbortController()
    const asking = way.fetch('https://api.example/orders', { signal: patience.signal })
    patience.abort()
    await expect(asking).rejects.toThrow('aborted')
  })
})
