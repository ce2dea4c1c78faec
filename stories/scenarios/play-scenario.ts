import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { PlayedScenarioProps } from '../../demo/app/scenarios/played-scenario.tsx'
import { scenarioOf } from '../../demo/app/scenarios/scenarios.ts'

interface PlayedStory {
  readonly args: PlayedScenarioProps
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
