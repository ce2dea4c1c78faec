import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, userEvent } from 'storybook/test'
import { words } from '../../demo/app/words/en.ts'
import { innermostOf } from '../../src/visualizer/lane-paths.ts'
import type { Frame } from '../../src/visualizer/simulate/happening.ts'
import type { Board } from '../../src/visualizer/storyboard/board.ts'
import { Storyboard } from '../../src/visualizer/storyboard/storyboard.tsx'
import { storyboardPng } from '../../src/visualizer/storyboard/storyboard-png.ts'
import { storyboardHtml } from '../../src/visualizer/storyboard/storyboard-html.ts'
import { askedFor, everyState } from '../plot/boards.ts'
import { sessionPlot, sessionTree, viewAt } from '../plot/session-plot.ts'
import { SessionScreen } from '../../demo/app/scenarios/session-screen.tsx'
import { tellingOf } from '../screens/telling.ts'

const stepper = sessionPlot({ settings: { hasProbe: true, hasQueue: true } })
const plain = sessionPlot()

function Boards({ boards }: { readonly boards: readonly Board[] }): ReactElement {
  return (
    <Storyboard
      tree={sessionTree}
      stepper={boards === askedFor ? stepper : plain}
      boards={boards}
      screen={screenAt}
      tell={(frame) => tellingOf(viewAt(frame))}
      filling={(frame) => ({ count: viewAt(frame).pending, organisation: words.organisation })}
    />
  )
}

function screenAt(frame: Frame): ReactElement | null {
  const lane = sessionTree.node('auth.session')
  const state = lane === undefined ? undefined : innermostOf(sessionTree, lane, frame.step.after)
  return state === undefined || state.words === null ? null : (
    <SessionScreen screen={state.words.screen} view={viewAt(frame)} />
  )
}

const meta: Meta<typeof Boards> = { title: 'Tools/Storyboard', component: Boards }

export default meta

type Story = StoryObj<typeof Boards>

/** Questions people ask, answered in pictures. */
export const WhatHappensWhen: Story = {
  args: { boards: askedFor },
  async play({ canvas }) {
    const strip = canvas.getByRole('list', { name: /account is disabled while offline/ })
    const pictures = [...strip.children]
    await expect(pictures.length).toBe(8)
    await expect(pictures.at(-1)).toHaveTextContent('Northgate Field Services has switched it off. 2 changes are kept')
    await expect(pictures.some((one) => one.textContent.includes('2 changes are safe on this device'))).toBe(true)
    const file = storyboardHtml(strip, 'A story')
    await expect(file).toContain('This account is locked')
    await expect(file).not.toMatch(/<script|<link|url\("?http|src=/)
    await expect(pictures[4]).toHaveTextContent('The office switches the account off, meanwhile')
    await expect(pictures[4]).toHaveTextContent('2 changes are safe on this device')
    const picture = await createImageBitmap(await storyboardPng(strip, { title: 'A story', panels: [] }))
    await expect(picture.width).toBeGreaterThan(2_000)
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Story' }), 'What happens in a tunnel?')
    await expect([...canvas.getByRole('list', { name: /tunnel/ }).children].at(-1)).toHaveTextContent(
      'Sending 2 changes',
    )
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Story' }), askedFor[0]?.name ?? '')
  },
}

/** A shortest way to every state and reason of the session. */
export const EveryState: Story = {
  args: { boards: everyState },
  async play({ canvas }) {
    const choice = canvas.getByRole('combobox', { name: 'Story' })
    await userEvent.selectOptions(choice, 'OFFLINE_STALE.WAITING, throttled')
    await expect(canvas.getByRole('list', { name: /throttled/ })).toHaveTextContent('It asked us to wait a little')
  },
}

export const InTheDark: Story = { args: { boards: askedFor }, globals: { scheme: 'dark' } }
