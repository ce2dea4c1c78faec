import { StrictMode, type ReactElement } from 'react'
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
import './styles/kind.css'

const tokens = document.createElement('style')
tokens.textContent = tokensCss()
document.head.prepend(tokens)

const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode>{await page()}</StrictMode>)
void keepShell()

/** The app; one story of what can happen to it, `?scenario=tunnel`; or its chart to play with, `?play`. */
async function page(): Promise<ReactElement> {
  const query = new URLSearchParams(location.search)
  if (query.has('play')) {
    const { PlayPage } = await import('./scenarios/play-page.tsx')
    return <PlayPage />
  }
  const name = query.get('scenario')
  if (name !== null) {
    const [{ scenarioNamed }, { ScenarioPage }] = await Promise.all([
      import('./scenarios/scenarios.ts'),
      import('./scenarios/scenario-page.tsx'),
    ])
    const scenario = scenarioNamed(name)
    if (scenario !== null) return <ScenarioPage scenario={scenario} />
  }
  const app = createFieldApp()
  keepFresh(app.book)
  return <App app={app} />
}
