import type { ReactElement } from 'react'
import { Brand } from '../parts/brand.tsx'
import { scenarioWords as words } from '../words/scenario-en.ts'
import { PlayedScenario } from './played-scenario.tsx'
import { scenarios, type ScenarioId } from './scenarios.ts'

/** One story of what can happen, played on a device that is made up: the clock, the network and the server move when told to. */
export function ScenarioPage({ scenario }: { readonly scenario: ScenarioId }): ReactElement {
  return (
    <div className="scenario">
      <section aria-labelledby="scenario-title">
        <div className="scenario-head">
          <Brand />
          <a href="/">{words.toDemo}</a>
        </div>
        <h1 id="scenario-title">{words.title}</h1>
        <p className="quiet scenario-lead">{words.sentence}</p>
      </section>
      <PlayedScenario scenario={scenario} />
      <nav aria-label={words.others}>
        <h2 className="section-title">{words.others}</h2>
        <ul className="scenario-list">
          {scenarios.map(({ id, title }) => (
            <li key={id}>
              <a href={`/?scenario=${id}`} aria-current={id === scenario ? 'page' : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
