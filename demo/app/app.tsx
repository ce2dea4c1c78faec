import type { ReactElement } from 'react'
import { AuthProvider } from '../../src/react/index.ts'
import { Behind } from './behind.tsx'
import type { FieldApp } from './field-app.ts'
import { SetUpDialog } from './policy/set-up-dialog.tsx'
import { StepUpDialog } from './policy/step-up-dialog.tsx'
import { Session } from './session.tsx'
import { useStatus } from './use-status.ts'
import { words } from './words/en.ts'

/** The app, and beside it what happens behind it. */
export function App({ app }: { readonly app: FieldApp }): ReactElement {
  return (
    <AuthProvider auth={app.auth}>
      <Title app={app} />
      <div className="layout">
        <div className="app">
          <Session app={app} />
        </div>
        <Behind app={app} />
      </div>
      <SetUpDialog setUp={app.setUp} />
      <StepUpDialog now={app.auth.now} />
    </AuthProvider>
  )
}

function Title({ app }: { readonly app: FieldApp }): ReactElement {
  const { word } = useStatus(app.auth.queue)
  return <title>{`${word} · ${words.product}`}</title>
}
