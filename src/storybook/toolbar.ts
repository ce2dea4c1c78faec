import type { AuthStatus } from '../view.ts'
import type { StoryNetwork, StorySession } from './stand-in.ts'

interface ToolbarItem {
  readonly value: string
  readonly title: string
}

/** Names of Storybook's own icons. */
type Icon = 'lock' | 'globe' | 'time'

interface Toolbar {
  readonly description: string
  readonly toolbar: {
    readonly title: string
    readonly icon: Icon
    readonly items: ToolbarItem[]
    readonly dynamicTitle: boolean
  }
}

const asTheStory = { value: '', title: 'as the story says' }

const states = [
  'RESTORING',
  'SIGNED_OUT',
  'ACTIVE',
  'REFRESHING',
  'OFFLINE_STALE',
  'REAUTH_REQUIRED',
  'LOCKED',
] as const satisfies readonly AuthStatus[]
const networks = ['online', 'offline'] as const satisfies readonly StoryNetwork[]
const clocks = ['1m', '1h', '1d', '8d'] as const

/** For `globalTypes` of a Storybook's preview: state, network and clock of every story with a session. */
export const authToolbar: {
  readonly authState: Toolbar
  readonly authNetwork: Toolbar
  readonly authClock: Toolbar
} = {
  authState: menu('Where the session stands', 'State', 'lock', states),
  authNetwork: menu('The network from then on', 'Network', 'globe', networks),
  authClock: menu('How much time passes after that', 'Clock', 'time', clocks),
}

/** For `initialGlobals` of a Storybook's preview. */
export const authGlobals: { readonly authState: ''; readonly authNetwork: ''; readonly authClock: '' } = {
  authState: '',
  authNetwork: '',
  authClock: '',
}

/** What the toolbar asks for; what it leaves open, the story decides. */
export function chosenIn(globals: Readonly<Record<string, unknown>>, story: StorySession): StorySession {
  const state = states.find((one) => one === globals['authState']) ?? story.state
  const network = networks.find((one) => one === globals['authNetwork']) ?? story.network
  const clock = clocks.find((one) => one === globals['authClock']) ?? story.clock
  return {
    ...(state === undefined ? {} : { state }),
    ...(network === undefined ? {} : { network }),
    ...(clock === undefined ? {} : { clock }),
  }
}

function menu(description: string, title: string, icon: Icon, values: readonly string[]): Toolbar {
  const items = [asTheStory, ...values.map((value) => ({ value, title: value }))]
  return { description, toolbar: { title, icon, items, dynamicTitle: false } }
}
