import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { tokensCss } from '../../src/visualizer/tokens.ts'
import { App } from './app.tsx'
import { createFieldApp } from './field-app.ts'
import { keepShell } from './keep-shell.ts'
import { keepFresh } from './orders/keep-fresh.ts'
import './styles/base.css'
import './styles/layout.css'
import './styles/head.css'
import './styles/work.css'
import './styles/world.css'
import './styles/policy.css'
import './styles/unsent.css'

const tokens = document.createElement('style')
tokens.textContent = tokensCss()
document.head.prepend(tokens)

const app = createFieldApp()
keepFresh(app.book)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App app={app} />
    </StrictMode>,
  )
}
void keepShell()
