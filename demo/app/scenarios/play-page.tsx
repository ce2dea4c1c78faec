import type { ReactElement } from 'react'
import { authMachine } from '../../../machines/auth.machine.ts'
import { instant } from '../../../machines/time.ts'
import { sessionHappenings } from '../../../src/visualizer/simulate/session-happenings.ts'
import { AuthSimulator } from '../../../src/visualizer/simulate/simulator.tsx'
import { Brand } from '../parts/brand.tsx'
import '../styles/scenario.css'
import { scenarioWords as words } from '../words/scenario-en.ts'

const at = instant(new Date('2026-03-02T14:00:00').getTime())
const input = { at, offline: false, chance: 0.5, settings: { hasQueue: true, hasProbe: true } }

/** A copy of the chart to play with: nothing of it runs, every step can be gone back to. */
export function PlayPage(): ReactElement {
  return (
    <main className="scenario">
      <div className="scenario-head">
        <Brand />
        <a href="/">{words.toDemo}</a>
      </div>
      <h1>{words.play}</h1>
      <p className="quiet scenario-lead">{words.playSentence}</p>
      <AuthSimulator machine={authMachine} happenings={sessionHappenings} at={at} input={input} label={words.play} />
    </main>
  )
}
