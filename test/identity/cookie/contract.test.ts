import { expect, it } from 'vitest'
import { cookie } from '../../../adapters/identity/cookie.ts'
import type { IdentityProvider } from '../../../src/ports/identity.ts'
import {
  cookieSessionContract,
  type CookieSessionSubject,
} from '../../../src/testing/contracts/cookie-session.contract.ts'
import { describeContract } from '../../../src/testing/vitest.ts'
import { callContext, signInRequest } from '../subjects.ts'
import { bff } from './bff.ts'
import { browserTo, cookieOptions, signInAt } from './browser.ts'

async function cookieSubject(): Promise<CookieSessionSubject> {
  const server = await bff()
  const browser = browserTo(server)
  return {
    ...server,
    identity: cookie(cookieOptions),
    context: (signal) => callContext({ fetch: browser, ...(signal === undefined ? {} : { signal }) }),
    request: signInRequest('redirect'),
    approve: (login) => signInAt(server, browser, login),
    revokeSession: async () => server.endAll(),
    swapUser: async () => server.replaceUser('jonas'),
    renewSession: async () => server.renew(),
  }
}

describeContract('cookie', cookieSessionContract, cookieSubject)

/** Each breaks one promise of an adapter that keeps all of them. */
const broken: readonly (readonly [string, string, (whole: IdentityProvider) => Partial<IdentityProvider>])[] = [
  [
    'takes whoever the cookie is of',
    'cookie.check.other',
    (whole) => ({
      refresh: async (request, context) => {
        const found = await whole.refresh(request, context)
        const theirs = { ...request, subject: { ...request.subject, subject: 'jonas' } }
        return found.ok || found.failure.kind !== 'identity_mismatch' ? found : whole.refresh(theirs, context)
      },
    }),
  ],
  ['names no session', 'cookie.header', (whole) => ({ revoke: (_, context) => whole.revoke('any', context) })],
  [
    'sends its checks without the header',
    'cookie.header',
    (whole) => ({
      refresh: (request, context) =>
        whole.refresh(request, {
          ...context,
          fetch: (input, init) => context.fetch(input, { ...init, headers: { accept: 'application/json' } }),
        }),
    }),
  ],
  [
    'only pretends to log out',
    'cookie.logout',
    () => ({ revoke: async (_, { now }) => ({ ok: true, value: null, at: now() }) }),
  ],
]

it.each(broken)('the contract catches an adapter that %s', async (_, id, breakIt) => {
  const makeSubject = async (): Promise<CookieSessionSubject> => {
    const subject = await cookieSubject()
    return { ...subject, identity: { ...subject.identity, ...breakIt(subject.identity) } }
  }
  const failed: string[] = []
  for (const { id: name, run } of cookieSessionContract) await run(makeSubject).catch(() => failed.push(name))
  expect(failed).toContain(id)
})
