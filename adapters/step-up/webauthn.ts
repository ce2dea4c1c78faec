import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/browser'
import type { Instant } from '../../machines/time.ts'
import type { StepUp, StepUpOutcome } from '../../src/ports/step-up.ts'
import { fromBase64Url, toBase64Url } from './base64.ts'
import {
  checkAssertion,
  clientProblem,
  counterOf,
  deviceProblem,
  type AssertionProblem,
  type Expected,
} from './webauthn/assertion.ts'
import { decodeCredential, encodeCredential } from './webauthn/credential-row.ts'
import { algorithms, isAlgorithm } from './webauthn/signature.ts'

/** The app's own server, where it keeps passkeys too: its challenge counts while it can be reached. Throws when it can't. */
export interface WebAuthnServer {
  requestOptions(): Promise<PublicKeyCredentialRequestOptionsJSON>
  verify(answer: AuthenticationResponseJSON): Promise<boolean>
  creationOptions(): Promise<PublicKeyCredentialCreationOptionsJSON>
  register(answer: RegistrationResponseJSON): Promise<boolean>
}

/** What `webauthn` takes. */
export interface WebAuthnOptions {
  /** What the platform's dialog calls the app. */
  readonly appName: string
  /** The domain the passkey is for; default: the page's host name. */
  readonly rpId?: string
  /** `platform`: this device's own fingerprint, face or code only. Default: any, a security key too. */
  readonly authenticator?: 'platform' | 'any'
  readonly server?: WebAuthnServer
}

/**
 * A passkey on this device, checked here against the public key that was enrolled: works without a network (SU-02). The
 * challenge is fresh for every prompt and good for one answer.
 */
export function webauthn({ appName, rpId, authenticator = 'any', server }: WebAuthnOptions): StepUp {
  const expect = (type: Expected['type'], challenge: string): Expected => ({
    type,
    challenge,
    origin: location.origin,
    rpId: rpId ?? location.hostname,
  })

  return {
    method: 'webauthn',
    proof: 'key',
    isSupported: () => Promise.resolve(browserSupportsWebAuthn()),

    async enroll({ account, row, now, signal, suspect }) {
      if (signal.aborted) return failed('cancelled', now)
      const stop = followSignal(signal)
      try {
        const optionsJSON = (await server?.creationOptions()) ?? creationOptions(account)
        const answer = await startRegistration({ optionsJSON })
        const { publicKey, publicKeyAlgorithm, clientDataJSON, authenticatorData } = answer.response
        const spki = fromBase64Url(publicKey ?? '')
        const clientData = fromBase64Url(clientDataJSON)
        const data = fromBase64Url(authenticatorData ?? '')
        if (spki === null || clientData === null || data === null || !isAlgorithm(publicKeyAlgorithm))
          return failed('failed', now)
        const expected = expect('webauthn.create', optionsJSON.challenge)
        const problem = clientProblem(clientData, expected) ?? (await deviceProblem(data, expected.rpId))
        if (problem !== null) return refused(problem, { now, suspect })
        if (server !== undefined && !(await server.register(answer))) return failed('failed', now)
        const credential = { id: answer.id, key: { algorithm: publicKeyAlgorithm, spki }, counter: counterOf(data) }
        return (await row.write(() => encodeCredential(credential))) ? granted(now) : failed('failed', now)
      } catch (error) {
        return failed(kindOf(error), now)
      } finally {
        stop()
      }
    },

    async verify({ row, now, signal, suspect }) {
      const read = await row.read()
      const stored = typeof read === 'string' ? null : decodeCredential(read.value)
      if (stored === null) return failed('unavailable', now)
      if (signal.aborted) return failed('cancelled', now)
      const stop = followSignal(signal)
      try {
        const asked = await serverOptions(server)
        const optionsJSON = asked ?? requestOptions(stored.id)
        const answer = await startAuthentication({ optionsJSON })
        const checked = await checkAssertion(answer, expect('webauthn.get', optionsJSON.challenge), stored)
        if ('problem' in checked) return refused(checked.problem, { now, suspect })
        if (asked !== null && server !== undefined && !(await server.verify(answer))) return failed('failed', now)
        if (signal.aborted) return failed('cancelled', now)
        // The count is on disk before the proof counts: the same answer is never good twice.
        const isKept = await row.write((found) => {
          const kept = found === null ? null : decodeCredential(found.value)
          return kept === null || kept.id !== stored.id
            ? (found?.value ?? null)
            : encodeCredential({ ...kept, counter: Math.max(kept.counter, checked.counter) })
        })
        return isKept ? granted(now) : failed('failed', now)
      } catch (error) {
        return failed(kindOf(error), now)
      } finally {
        stop()
      }
    },
  }

  function creationOptions(account: string): PublicKeyCredentialCreationOptionsJSON {
    return {
      challenge: freshChallenge(),
      rp: { name: appName, id: rpId ?? location.hostname },
      // A hash: the authenticator learns nothing about the person (WebAuthn §14.6.1).
      user: { id: toBase64Url(new TextEncoder().encode(account).slice(0, 64)), name: appName, displayName: appName },
      pubKeyCredParams: Object.values(algorithms).map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: {
        userVerification: 'required',
        residentKey: 'discouraged',
        ...(authenticator === 'platform' ? { authenticatorAttachment: 'platform' } : {}),
      },
      attestation: 'none',
    }
  }

  function requestOptions(id: string): PublicKeyCredentialRequestOptionsJSON {
    return {
      challenge: freshChallenge(),
      rpId: rpId ?? location.hostname,
      allowCredentials: [{ type: 'public-key', id }],
      userVerification: 'required',
    }
  }
}

/** Without the server the local check alone decides; the policy's limits hold all the same. */
async function serverOptions(
  server: WebAuthnServer | undefined,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  try {
    return (await server?.requestOptions()) ?? null
  } catch {
    return null
  }
}

function freshChallenge(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

function followSignal(signal: AbortSignal): () => void {
  const cancel = (): void => WebAuthnAbortService.cancelCeremony()
  signal.addEventListener('abort', cancel, { once: true })
  return () => signal.removeEventListener('abort', cancel)
}

function refused(
  problem: AssertionProblem,
  { now, suspect }: { readonly now: () => Instant; readonly suspect: (code: string) => void },
): StepUpOutcome {
  suspect(problem)
  return failed('failed', now)
}

/** A dialog that was closed, or ran out of time, is a cancel; what the platform can't do is unavailable. */
function kindOf(error: unknown): 'cancelled' | 'unavailable' {
  const name = error instanceof Error ? error.name : ''
  return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'unavailable'
}

function granted(now: () => Instant): StepUpOutcome {
  return { ok: true, value: null, at: now() }
}

function failed(kind: 'cancelled' | 'failed' | 'unavailable', now: () => Instant): StepUpOutcome {
  return { ok: false, failure: { kind }, at: now() }
}
