import { AuthProvider } from 'authchart/react'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { auth } from './auth.ts'

const root = document.getElementById('root')
if (root !== null) {
  hydrateRoot(
    root,
    <StrictMode>
      <AuthProvider auth={auth}>
        <App />
      </AuthProvider>
    </StrictMode>,
  )
}
