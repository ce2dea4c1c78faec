import type { SignInOptions, SignInResult } from '../auth.ts'
import { askSignIn, type Watch } from './ask-sign-in.ts'
import type { Asked } from './asked.ts'

/** Signs in as it is wanted; somebody who is signed in already only where they are to authenticate anew. */
export function createSignIn(watch: Watch, asked: Asked): (wanted: SignInOptions) => Promise<SignInResult> {
  return (wanted) => {
    const anew = wanted.acrValues !== undefined || wanted.maxAge !== undefined
    return asked.asking(wanted, (begin) => askSignIn(watch, (type) => begin({ type, at: watch.now() }), anew))
  }
}
