import type { Meta, StoryObj } from '@storybook/react-vite'
import { useEffect, useState, type ReactElement } from 'react'
import { expect, userEvent, within } from 'storybook/test'
import { AuthDevtools } from '../../src/visualizer/devtools/auth-devtools.tsx'
import { raiseStage, type Stage } from '../../demo/app/scenarios/stage.ts'

/** An app on a device of its own, with the devtools in its corner. */
function AppInDevelopment(): ReactElement | null {
  const [stage, setStage] = useState<Stage | null>(null)
  const [isCut, setCut] = useState(false)
  useEffect(() => {
    let raised: Stage | null = null
    void raiseStage().then(async (built) => {
      raised = built
      await built.world.signIn(built.auth)
      setStage(built)
    })
    return () => raised?.dispose()
  }, [])
  if (stage === null) return null

  async function cut(next: boolean): Promise<void> {
    setCut(next)
    stage?.world.switchNetwork(next ? 'offline' : 'online')
    await stage?.world.advance('15s')
  }

  return (
    <main>
      <h1>An app in development</h1>
      <p>The button in the corner opens what its sign-in does.</p>
      <AuthDevtools
        auth={stage.auth}
        queue={[]}
        capabilities={[
          { name: 'orders.read', allowed: true, why: 'Allowed for 7 days offline' },
          { name: 'orders.approve', allowed: false, why: 'Needs a fresh proof: show that it is you' },
        ]}
        switches={[{ name: 'network gone', isOn: isCut, onChange: (next) => void cut(next) }]}
      />
    </main>
  )
}

const meta: Meta<typeof AppInDevelopment> = { title: 'Tools/Devtools', component: AppInDevelopment }

export default meta

type Story = StoryObj<typeof AppInDevelopment>

/** Opens from the corner; the switch cuts the app's network, and the chart follows. */
export const InTheCorner: Story = {
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign-in chart' }))
    const dialog = within(canvas.getByRole('dialog'))
    // The panel is loaded now.
    await dialog.findByRole('tab', { name: 'Chart' })
    await userEvent.click(dialog.getByRole('switch', { name: 'network gone' }))
    await expect(await dialog.findByRole('complementary', { name: 'Ways out of PARKED' })).toBeVisible()
    await userEvent.click(dialog.getByRole('tab', { name: 'May I?' }))
    await expect(dialog.getByRole('row', { name: /orders.approve No Needs a fresh proof/ })).toBeVisible()
    await userEvent.click(dialog.getByRole('tab', { name: 'Timeline' }))
    await expect(dialog.getByRole('region', { name: 'Events' })).toHaveTextContent('network.lost')
  },
}

export const InTheDark: Story = { ...InTheCorner, globals: { scheme: 'dark' } }
