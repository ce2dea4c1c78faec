import { useEffect, useState, useSyncExternalStore, type ReactElement } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { Auth } from '../../src/auth.ts'
import { AuthProvider, useAuth } from '../../src/react/index.ts'
import { activeStates } from '../../src/visualizer/chart-tree.ts'
import { LivePanel } from '../../src/visualizer/live-panel.tsx'
import { sessionTree } from '../plot/session-plot.ts'
import { SessionScreen } from '../screens/session-screen.tsx'
import { scenarioOf, type ScenarioId } from './scenarios.ts'
import { raiseStage, type Stage } from './stage.ts'

export interface ScenarioStoryProps {
  readonly scenario: ScenarioId
}

/** A scenario on a device of its own: each act moves the world, the app's own code does the rest. */
export function ScenarioStory({ scenario }: ScenarioStoryProps): ReactElement | null {
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

function Played({ scenario, stage }: ScenarioStoryProps & { readonly stage: Stage }): ReactElement {
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
  const states = activeStates(sessionTree, auth.actor.getSnapshot().value)
  const words = states
    .flatMap((id) => (id.startsWith('auth.session.') ? (sessionTree.node(id)?.words ?? []) : []))
    .at(-1)
  return words === undefined ? null : (
    <div data-status={view.status}>
      <SessionScreen screen={words.screen} view={view} />
    </div>
  )
}

interface PlayedStory {
  readonly args: ScenarioStoryProps
  readonly canvasElement: HTMLElement
}

/** Lets every act happen and looks at what it came to. */
export async function playScenario({ args, canvasElement }: PlayedStory): Promise<void> {
  const canvas = within(canvasElement)
  const { acts } = scenarioOf(args.scenario)
  for (const [place, { status }] of acts.entries()) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Let it happen' }))
    const region = canvas.getByRole('region', { name: 'The scenario' })
    await waitFor(() => expect(region).toHaveAttribute('data-done', String(place + 1)))
    await expect(canvasElement.querySelector('[data-status]')).toHaveAttribute('data-status', status)
    await expect(canvas.getByRole('main')).toBeVisible()
  }
  await expect(canvas.getByRole('button', { name: 'The end' })).toBeDisabled()
}
