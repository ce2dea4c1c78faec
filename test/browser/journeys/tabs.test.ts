import { afterEach, expect, it } from 'vitest'
import { expectState, openFieldApp, signIn, type FieldApp } from './field-app.ts'

let app: FieldApp
afterEach(() => app.close())

const rounds = 20

it(`keeps two tabs signed in through ${rounds} races for one rotating token (RF-02)`, async () => {
  app = await openFieldApp({ accessTokenTtl: 2 })
  const first = await app.open()
  await signIn(first)
  const second = await app.open()
  await expectState(second, 'ACTIVE')
  let lost = 0
  for (let round = 0; round < rounds; round += 1) {
    // Nobody renews while both are away, so both find the token expired at the same moment.
    await Promise.all([first.goto('about:blank'), second.goto('about:blank')])
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const before = app.refreshes()
    await Promise.all([first.goto(app.server.url), second.goto(app.server.url)])
    for (const page of [first, second]) {
      await expectState(page, 'ACTIVE').catch(() => {
        lost += 1
      })
    }
    expect(app.refreshes() - before).toBeGreaterThanOrEqual(1)
  }
  const { refreshesPerToken, reuseDetected } = app.server.world.report().counters
  expect(lost).toBe(0)
  expect(reuseDetected).toBe(0)
  expect(Math.max(...Object.values(refreshesPerToken))).toBe(1)
})
