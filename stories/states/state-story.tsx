import type { ReactElement } from 'react'
import { expect, within } from 'storybook/test'
import type { AuthView } from '../../src/view.ts'
import { AuthChart } from '../../src/visualizer/auth-chart.tsx'
import { causeOf } from '../../src/visualizer/plain-words.ts'
import type { Frame } from '../../src/visualizer/simulate/happening.ts'
import { replay, type Path } from '../../src/visualizer/storyboard/shortest-paths.ts'
import { sayReason } from '../../demo/app/words/reason.ts'
import { words as demo } from '../../demo/app/words/en.ts'
import { laneChart } from '../session-chart.ts'
import { sessionPlot, sessionTree, snapshotAt, viewAt } from '../plot/session-plot.ts'
import { SessionScreen } from '../../demo/app/scenarios/session-screen.tsx'

export interface StateStoryProps {
  /** `OFFLINE_STALE.PARKED` */
  readonly state: string
  /** What happened on the way. */
  readonly path: Path
}

const session = laneChart('session')

/** A state twice: what the user sees, and where the chart stands; and how it came to that. */
export function StateStory({ state, path }: StateStoryProps): ReactElement {
  const frames = framesOf(path)
  const frame = frames.at(-1)
  const node = sessionTree.node(`auth.session.${state}`)
  if (frame === undefined || node === undefined || node.words === null)
    throw new TypeError(`Cannot show ${state}: it is not reached`)
  const value = snapshotAt(frame).value.session
  return (
    <div className="beside">
      <div className="screen">
        <SessionScreen screen={node.words.screen} view={viewAt(frame)} />
      </div>
      <div className="behind-state">
        <p>
          {frames.slice(1).map(({ step }, place) => (
            <span key={step.number}>
              {place === 0 ? 'How it came to this: ' : ' → '}
              {causeIn(step.edges)}
            </span>
          ))}
        </p>
        <AuthChart model={session} value={value} now={() => frame.now} label={`The session in ${state}`} />
      </div>
    </div>
  )
}

interface Played {
  readonly args: StateStoryProps
  readonly canvasElement: HTMLElement
}

/** The chart stands in the state, and the screen says what the state's words say, with what the user can do about it. */
export async function playState({ args, canvasElement }: Played): Promise<void> {
  const frame = framesOf(args.path).at(-1)
  if (frame === undefined) throw new TypeError(`Cannot play ${args.state}: it is not reached`)
  const canvas = within(canvasElement)
  await expect(canvas.getByRole('complementary')).toHaveAccessibleName(`Ways out of ${args.state.split('.').at(-1)}`)
  await expect(canvas.getByRole('main')).toBeVisible()
  const view = viewAt(frame)
  const { title, action } = sayingOf(view)
  const main = canvas.getByRole('main')
  const screen = within(main)
  if (title !== null) await expect(screen.getByText(title)).toBeVisible()
  if (view.isSigningIn && view.status !== 'RESTORING')
    await expect(screen.getByRole('button', { name: 'Cancel' })).toBeEnabled()
  else if (action !== null) await expect(actsOf(main).some((name) => name === action)).toBe(true)
}

function actsOf(screen: Element): readonly (string | null)[] {
  return [...screen.querySelectorAll('button, a')].map(({ textContent }) => textContent)
}

interface Expected {
  readonly title: string | null
  readonly action: string | null
}

function sayingOf(view: AuthView): Expected {
  const { pending } = view
  switch (view.status) {
    case 'RESTORING':
      return { title: demo.restoring.title, action: null }
    case 'SIGNED_OUT': {
      if (view.isSigningOut) return { title: demo.signingOut, action: null }
      return view.reason === 'never'
        ? { title: demo.welcome.title, action: demo.signIn }
        : { title: sayReason('SIGNED_OUT', view.reason, { pending }).title, action: demo.signIn }
    }
    case 'OFFLINE_STALE': {
      const { title, action } = sayReason('OFFLINE_STALE', view.reason, { pending, since: view.since })
      return { title, action }
    }
    case 'REAUTH_REQUIRED':
      return { title: sayReason('REAUTH_REQUIRED', view.reason, { pending }).title, action: demo.signIn }
    case 'LOCKED':
      return { title: sayReason('LOCKED', view.reason, { pending }).title, action: demo.useAnother }
    case 'ACTIVE':
    case 'REFRESHING':
      return { title: demo.orders.title, action: null }
    default:
      return view satisfies never
  }
}

function framesOf(path: Path): readonly Frame[] {
  return replay(sessionPlot(), path) ?? []
}

function causeIn(edges: readonly string[]): string {
  const moved = sessionTree.edges(edges)
  const edge = moved.find(({ source, targets }) => source.startsWith('auth.session') && targets.length > 0) ?? moved[0]
  return edge === undefined ? '' : causeOf(edge)
}
