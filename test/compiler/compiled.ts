import { transformSync } from '@babel/core'
import reactCompiler from 'babel-plugin-react-compiler'

export interface Compiled {
  /** Functions that the compiler took and made remember. */
  readonly taken: readonly string[]
  /** Why it would not take others, in its own words. */
  readonly refused: readonly string[]
}

interface CompilerEvent {
  readonly kind: string
  readonly fnName?: string | null
  readonly detail?: { readonly reason?: string; readonly options?: { readonly reason?: string } }
  readonly reason?: string
}

/** What React's compiler makes of a file that keeps or breaks the rules of React. */
export function compiled(path: string, source: string): Compiled {
  const taken: string[] = []
  const refused: string[] = []
  const logEvent = (_: string | null, event: CompilerEvent): void => {
    if (event.kind === 'CompileSuccess') taken.push(event.fnName ?? 'a function without a name')
    else if (event.kind !== 'CompileSkip' && event.kind !== 'AutoDepsDecorations' && event.kind !== 'Timing')
      refused.push(event.detail?.options?.reason ?? event.detail?.reason ?? event.reason ?? event.kind)
  }
  transformSync(source, {
    filename: path,
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['typescript', 'jsx'] },
    plugins: [[reactCompiler, { target: '19', panicThreshold: 'none', logger: { logEvent } }]],
  })
  return { taken, refused }
}
