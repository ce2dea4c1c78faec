import { chart } from './setup.ts'

interface SigningInEnds<SignedIn extends string, Failed extends string> {
  /** Where a completed sign-in leads. */
  readonly signedIn: SignedIn
  /** Where a cancelled or failed one leads. */
  readonly failed: Failed
}

/** SIGNING_IN, declared once for every state that can start a sign-in: PREPARING → AWAY → (the page unloads) or COMPLETING. */
export function signingIn<const SignedIn extends string, const Failed extends string>({
  signedIn,
  failed,
}: SigningInEnds<SignedIn, Failed>) {
  return chart.createStateConfig({
    tags: 'busy',
    initial: 'PREPARING',
    states: {
      PREPARING: {
        invoke: {
          src: 'signIn',
          id: 'signIn',
          input: ({ context }) => ({
            phase: 'prepare',
            purpose: context.purpose,
            account: context.account,
            viewEpoch: context.viewEpoch,
          }),
          onDone: [
            { guard: 'pageLeaves', target: 'AWAY' },
            { guard: 'signInIsPrepared', target: 'COMPLETING' },
            { target: failed, actions: 'rememberProblem' },
          ],
          onError: { target: failed, actions: ['rememberProblem', 'tellFault'] },
        },
        on: { 'user.cancel': { target: failed, actions: 'rememberProblem' } },
      },
      AWAY: {
        on: {
          'user.cancel': { target: '#auth.session.RESTORING.READING', actions: 'rememberProblem' },
          'app.returned': { target: '#auth.session.RESTORING.READING', actions: 'rememberProblem' },
        },
      },
      COMPLETING: {
        invoke: {
          src: 'signIn',
          id: 'signIn',
          input: ({ context }) => ({
            phase: 'complete',
            purpose: context.purpose,
            account: context.account,
            viewEpoch: context.viewEpoch,
          }),
          onDone: [
            { guard: 'signedIn', target: signedIn, actions: ['adoptSession', 'confirmSession'] },
            { target: failed, actions: 'rememberProblem' },
          ],
          onError: { target: failed, actions: ['rememberProblem', 'tellFault'] },
        },
        on: { 'user.cancel': { target: failed, actions: 'rememberProblem' } },
      },
    },
  } as const)
}
