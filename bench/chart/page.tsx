import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { createActor, type AnyActor, type AnyStateMachine } from 'xstate'
import { authMachine } from '../../machines/auth.machine.ts'
import { instant } from '../../machines/time.ts'
import { AuthChart } from '../../src/visualizer/auth-chart.tsx'
import { chartModel, type ChartModel } from '../../src/visualizer/chart-model.ts'
import { runRounds, type Samples } from '../rounds.ts'
import { manyStates } from './many-states.ts'
import { names } from './names.ts'

export interface ChartRun {
  readonly chart: string
  readonly samples: Samples
  readonly rounds: number
}

const rounds = 20

interface Subject {
  readonly chart: string
  readonly machine: AnyStateMachine
  readonly input: unknown
  /** Sends the next event of an endless story. */
  readonly tick: (actor: AnyActor, turn: number) => void
}

const subjects: readonly Subject[] = [
  {
    chart: 'the session',
    machine: authMachine,
    input: { at: instant(0), offline: false, chance: 0.5 },
    tick: (actor, turn) => {
      const told = { at: instant(turn), chance: 0.5 }
      actor.send({ type: turn % 2 === 0 ? 'network.lost' : 'network.returned', ...told })
    },
  },
  {
    chart: '30 states, 80 edges',
    machine: manyStates(),
    input: undefined,
    tick: (actor) => actor.send({ type: 'next' }),
  },
]

/** First draw and update of the live chart, beside writing the same picture as finished markup. */
export async function run(): Promise<readonly ChartRun[]> {
  const runs: ChartRun[] = []
  for (const subject of subjects) runs.push(await compare(subject))
  return runs
}

/** Sends events at a steady pace to every drawn chart; answers how many it sent to each. */
export async function busy({ perSecond, seconds }: Pace): Promise<readonly number[]> {
  const counts: number[] = []
  for (const { machine, input, tick } of subjects) {
    const actor = createActor(machine, { input }).start()
    const stage = raise()
    draw(stage.root, chartModel(machine), actor)
    let sent = 0
    const started = performance.now()
    while (performance.now() - started < seconds * 1_000) {
      const due = Math.floor(((performance.now() - started) / 1_000) * perSecond)
      while (sent < due) tick(actor, sent++)
      await pause(4)
    }
    stage.clear()
    actor.stop()
    counts.push(sent)
  }
  return counts
}

export interface Pace {
  readonly perSecond: number
  readonly seconds: number
}

async function compare({ chart, machine, input, tick }: Subject): Promise<ChartRun> {
  const model = chartModel(machine)
  const actor = createActor(machine, { input }).start()
  const drawn = raise()
  draw(drawn.root, model, actor)
  const markup = drawn.element.innerHTML
  let turn = 0
  let fresh = raise()
  const samples = await runRounds(
    [
      {
        name: names.markup,
        prepare: renew,
        act: async () => look(fresh.element, () => (fresh.element.innerHTML = markup)),
      },
      { name: names.first, prepare: renew, act: async () => look(fresh.element, () => draw(fresh.root, model, actor)) },
      { name: names.update, act: () => followed(drawn.element, () => tick(actor, turn++)) },
    ],
    { rounds, now: () => performance.now() },
  )
  fresh.clear()
  drawn.clear()
  actor.stop()
  return { chart, samples, rounds }

  async function renew(): Promise<void> {
    fresh.clear()
    fresh = raise()
  }
}

function draw(root: Root, model: ChartModel, actor: AnyActor): void {
  flushSync(() => root.render(<AuthChart model={model} actor={actor} />))
}

/** Until the picture is laid out, it isn't drawn. */
function look(element: HTMLElement, change: () => unknown): number {
  change()
  return element.getBoundingClientRect().height
}

/** The drawing follows when React finds time for it; it is done once the page has changed. */
async function followed(element: HTMLElement, change: () => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      observer.disconnect()
      resolve()
    })
    observer.observe(element, { subtree: true, childList: true, attributes: true })
    change()
  })
  look(element, () => {})
}

function raise(): { readonly element: HTMLElement; readonly root: Root; readonly clear: () => void } {
  const element = document.createElement('div')
  document.body.append(element)
  const root = createRoot(element)
  const clear = (): void => {
    root.unmount()
    element.remove()
  }
  return { element, root, clear }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
