import { StrictMode, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { keepShell } from './keep-shell.ts'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Today />
    </StrictMode>,
  )
}
void keepShell()

function Today(): ReactElement {
  return <h1>Fieldwork</h1>
}
