import { AuthProvider } from 'authchart/react'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { App } from './app.tsx'
import { auth } from './auth.ts'

/** The same for everybody: a server has nobody's session. */
export function render(): string {
  return renderToString(
    <StrictMode>
      <AuthProvider auth={auth}>
        <App />
      </AuthProvider>
    </StrictMode>,
  )
}
