import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepUpContract, type Somebody } from '../../../src/testing/contracts/step-up.contract.ts'
import { plugIn } from './authenticator.ts'
import { openStepUpSite, type StepUpSite } from './step-up-site.ts'

// It asks in the authenticator's own dialog: there is no text to guess or to keep.
const promises = stepUpContract.filter(({ id }) => id !== 'stepUp.exhausted')

let site: StepUpSite
let context: BrowserContext
let page: Page
let isEverybodyTaken = false

beforeAll(async () => {
  site = await openStepUpSite()
  context = await site.chromium.newContext()
  page = await site.open(context, 'webauthn')
  const { device, authenticatorId } = await plugIn(context, page)
  // Whoever gives up, and whoever isn't recognised: a page is told the same of both, on purpose (WebAuthn 14.5.2).
  await page.exposeFunction('meetSomebody', (who: Somebody) =>
    device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: isEverybodyTaken || who === 'owner' }),
  )
})
afterAll(async () => {
  await context.close()
  await site.close()
})

const held = (id: string): Promise<string | null> => page.evaluate((promise) => stepUp.hold(promise), id)

describe('webauthn() holds to the contract of StepUp in Chromium', () => {
  it.each(promises.map(({ id, title }) => [id, title] as const))('%s: %s', async (id) => {
    expect(await held(id)).toBeNull()
  })

  it('and would not, with an authenticator that takes everybody for its owner', async () => {
    isEverybodyTaken = true
    const breaches = [await held('stepUp.stranger'), await held('stepUp.cancel')]
    isEverybodyTaken = false
    expect(breaches).toEqual([expect.stringContaining('stepUp.stranger'), expect.stringContaining('stepUp.cancel')])
  })
})
