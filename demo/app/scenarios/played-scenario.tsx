import { useEffect, useMemo, useState, useSyncExternalStore, type ReactElement } from 'react'
import { authMachine } from '../../../machines/auth.machine.ts'
import type { Auth } from '../../../src/auth.ts'
import { AuthProvider, useAuth } from '../../../src/react/index.ts'
import { chartModel } from '../../../src/visualizer/chart-model.ts'
import { activeStates, chartTree } from '../../../src/visualizer/chart-tree.ts'
import { LivePanel } from '../../../src/visualizer/live-panel.tsx'
import '../styles/scenario.css'
import { scenarioOf, type ScenarioId } from './scenarios.ts'
import { SessionScreen } from './session-screen.tsx'
import { raiseStage, type Stage } from './stage.ts'

export interface PlayedScenarioProps {
  readonly scenario: ScenarioId
}

/** A scenario on a device of its own: each act moves the world, the app's own code does the rest. */
export function PlayedScenario({ scenario }: PlayedScenarioProps): ReactElement | null {
  const [stage, setStage] = useState<Stage | null>(null)
  useEffect(() => {
    let raised: Stage | null = null
    let isGone = false
    void raiseStage(scenarioOf(scenario).world).then((built) => {
      raised = built
      if (isGone) built.dispose()
      else setStage(built)
    })
    return () => {
      isGone = true
      raised?.dispose()
    }
  }, [scenario])
  return stage === null ? null : <Played scenario={scenario} stage={stage} />
}

function Played({ scenario, stage }: PlayedScenarioProps & { readonly stage: Stage }): ReactElement {
  const { title, acts } = scenarioOf(scenario)
  const [done, setDone] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const auth = useSyncExternalStore(stage.subscribe, () => stage.auth)
  const next = acts[done]

  async function play(): Promise<void> {
    if (next === undefined) return
    setBusy(true)
    await next.does(stage)
    setBusy(false)
    setDone(done + 1)
  }

  return (
    <AuthProvider auth={auth}>
      <section className="acts" aria-label="The scenario" data-done={done}>
        <h2>{title}</h2>
        <ol>
          {acts.map(({ says, status, reason }, place) => (
            <li key={says} aria-current={place === done ? 'step' : undefined} data-done={place < done ? '' : undefined}>
              {says}
              {place < done ? <code>{reason === undefined ? status : `${status}, ${reason}`}</code> : null}
            </li>
          ))}
        </ol>
        <button
          type="button"
          className="button button-primary"
          disabled={next === undefined || isBusy}
          onClick={() => void play()}
        >
          {next === undefined ? 'The end' : 'Let it happen'}
        </button>
      </section>
      <div className="beside">
        <div className="screen">
          <LiveScreen auth={auth} />
        </div>
        <LivePanel auth={auth} />
      </div>
    </AuthProvider>
  )
}

function LiveScreen({ auth }: { readonly auth: Auth }): ReactElement | null {
  const view = useAuth()
  const tree = useMemo(() => chartTree(chartModel(authMachine)), [])
  const states = activeStates(tree, auth.actor.getSnapshot().value)
  const words = states.flatMap((id) => (id.startsWith('auth.session.') ? (tree.node(id)?.words ?? []) : [])).at(-1)
  return words === undefined ? null : (
    <div data-status={view.status}>
      <SessionScreen screen={words.screen} view={view} />
    </div>
  )
}
