import type { BrowserContext, CDPSession, Page } from 'playwright'

export interface Authenticator {
  readonly device: CDPSession
  readonly authenticatorId: string
}

/** An authenticator built into this device, which knows its owner and is always at hand. */
export async function plugIn(context: BrowserContext, page: Page): Promise<Authenticator> {
  const device = await context.newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { device, authenticatorId }
}
