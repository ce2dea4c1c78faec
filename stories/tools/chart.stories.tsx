import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { instant } from '../../machines/index.ts'
import { AuthChart } from '../../src/visualizer/auth-chart.tsx'
import { sessionChart } from '../session-chart.ts'

const meta: Meta<typeof AuthChart> = {
  title: 'Tools/Chart',
  component: AuthChart,
  args: { model: sessionChart, now: () => instant(0), label: 'The session' },
}

export default meta

type Story = StoryObj<typeof AuthChart>

/** Signed in, online, nothing to send; the access is renewed in 42 seconds. */
export const SignedIn: Story = {
  args: {
    value: {
      session: 'ACTIVE',
      connectivity: { ONLINE: 'CLEAR' },
      queue: 'IDLE',
      stepUp: 'NONE',
      revocation: 'EMPTY',
    },
    deadlines: { 'auth.session.ACTIVE': instant(42_000) },
  },
  async play({ canvas, canvasElement }) {
    await expect(canvas.getAllByRole('heading', { level: 2 }).length).toBeGreaterThanOrEqual(5)
    const active = canvas.getAllByRole('button', { current: true }).map(({ textContent }) => textContent)
    await expect(active.some((text) => text?.includes('ACTIVE'))).toBe(true)
    await expect(canvas.getAllByRole('timer', { name: 'in 42 s' })).not.toHaveLength(0)
    // Boxes glide to their places.
    await waitFor(() => expect(colliding(canvasElement)).toEqual([]))
  },
}

/** In a tunnel with work to send: three regions have left their resting place. */
export const InATunnel: Story = {
  args: {
    value: {
      session: { OFFLINE_STALE: 'PARKED' },
      connectivity: { OFFLINE: 'WATCHING' },
      queue: 'CLOSED',
      stepUp: 'NONE',
      revocation: 'EMPTY',
    },
  },
  async play({ canvas }) {
    const ways = canvas.getByRole('complementary')
    await expect(ways).toHaveAccessibleName('Ways out of PARKED')
    const [elsewhere] = canvas.getAllByRole('button', { name: /LOCKED/ })
    if (elsewhere) await userEvent.click(elsewhere)
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of LOCKED')
    await userEvent.click(
      within(canvas.getByRole('complementary')).getByRole('button', { name: 'Back to the active state' }),
    )
    await expect(canvas.getByRole('complementary')).toHaveAccessibleName('Ways out of PARKED')
  },
}

export const InTheDark: Story = { ...SignedIn, globals: { scheme: 'dark' } }

/** As wide as a phone leaves it: the words of the ways still stand clear of boxes and of each other. */
export const OnAPhone: Story = {
  args: { ...InATunnel.args },
  globals: { scheme: 'dark' },
  decorators: [
    (Drawn) => (
      <div style={{ inlineSize: 'min(328px, 100%)' }}>
        <Drawn />
      </div>
    ),
  ],
  async play({ canvasElement }) {
    await waitFor(() => expect(canvasElement.querySelector('.ac-canvas')?.clientWidth).toBeLessThan(328))
    await waitFor(() => expect(colliding(canvasElement)).toEqual([]))
    const [label] = canvasElement.querySelectorAll<HTMLElement>('.ac-label')
    const [state] = canvasElement.querySelectorAll('.ac-state')
    if (label === undefined || state === undefined) throw new Error('nothing is drawn')
    const place = label.style.top
    label.style.top = `${Number.parseFloat(place) + 24}px`
    await expect(colliding(canvasElement).length).toBeGreaterThan(0)
    label.style.top = place
  },
}

/** What really stands on the screen: words that leave their box, labels on a state or on one another. */
function colliding(drawing: HTMLElement): readonly string[] {
  const states = [...drawing.querySelectorAll<HTMLElement>('.ac-state')]
  const labels = [...drawing.querySelectorAll<HTMLElement>('.ac-label')]
  const texts = states.flatMap((state) => [...state.querySelectorAll('.ac-title, .ac-name')])
  const spilt = states.filter((state) => state.scrollHeight > state.clientHeight + 1)
  const over = labels.filter((label, place) =>
    [...texts, ...labels.slice(place + 1)].some((other) => meet(label, other)),
  )
  return [...spilt, ...over].map(({ textContent }) => textContent)
}

function meet(one: Element, other: Element): boolean {
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
  return a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
}
