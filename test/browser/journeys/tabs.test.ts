import { afterEach, expect, it } from 'vitest'
import { expectState, openFieldApp, signIn, type FieldApp } from './field-app.ts'

let app: FieldApp
afterEach(() => app.close())

/** `npm run race` asks for more of them. */
const rounds = Number(process.env['RACE_ROUNDS'] ?? 20)
const tabs = 4

it(
  `keeps ${tabs} tabs signed in through ${rounds} races for one rotating token (RF-02)`,
  { timeout: rounds * 20_000 },
  async () => {
    app = await openFieldApp({ accessTokenTtl: 2 })
    const first = await app.open()
    await signIn(first)
    const pages = [first]
    while (pages.length < tabs) {
      const page = await app.open()
      await expectState(page, 'ACTIVE')
      pages.push(page)
    }
    let lost = 0
    let raced = 0
    // A round that finds a token of a moment ago is no race.
    for (let round = 0; raced < rounds && round < rounds * 2; round += 1) {
      // Nobody renews while all are away, so all find the token expired at the same moment.
      await Promise.all(pages.map((page) => page.goto('about:blank')))
      await new Promise((resolve) => setTimeout(resolve, 2_100))
      const before = app.refreshes()
      await Promise.all(pages.map((page) => page.goto(app.server.url)))
      for (const page of pages) {
        await expectState(page, 'ACTIVE').catch(() => {
          lost += 1
        })
      }
      if (app.refreshes() > before) raced += 1
    }
    const { refreshesPerToken, reuseDetected } = app.server.world.report().counters
    process.stdout.write(
      `${raced} races of ${tabs} pages: ${Object.keys(refreshesPerToken).length} tokens spent, ${reuseDetected} reused, ${lost} signed out\n`,
    )
    expect(raced).toBe(rounds)
    expect(lost).toBe(0)
    expect(reuseDetected).toBe(0)
    expect(Math.max(...Object.values(refreshesPerToken))).toBe(1)
  },
)
