import { sessionTree } from '../plot/session-plot.ts'
import { topOf, type ReachablePlace } from '../plot/reachable.ts'

/** Every story of the session's states as text, by the name of its file: one per reachable state and reason. */
export function stateStories(places: readonly ReachablePlace[]): ReadonlyMap<string, string> {
  const tops = [...new Set(places.map(({ state }) => topOf(state)))]
  return new Map(
    tops.map((top) => [
      `${top.toLowerCase().replaceAll('_', '-')}.stories.tsx`,
      fileOf(
        top,
        places.filter(({ state }) => topOf(state) === top),
      ),
    ]),
  )
}

function fileOf(top: string, places: readonly ReachablePlace[]): string {
  return [
    `import type { Meta, StoryObj } from '@storybook/react-vite'`,
    `import { playState, StateStory } from './state-story.tsx'`,
    '',
    '// Written by `npm run stories` from the machine: its reachable states and reasons, each by a shortest path.',
    '',
    `const meta: Meta<typeof StateStory> = { title: 'States/${top}', component: StateStory, play: playState }`,
    '',
    'export default meta',
    '',
    'type Story = StoryObj<typeof StateStory>',
    ...places.flatMap((place) => ['', ...storyOf(place)]),
    '',
  ].join('\n')
}

function storyOf({ state, reason, path }: ReachablePlace): readonly string[] {
  const name = reason === null ? state : `${state}, ${reason}`
  const sentence = sessionTree.node(`auth.session.${state}`)?.words?.sentence
  return [
    ...(sentence === undefined ? [] : [`/** ${sentence} */`]),
    `export const ${pascal(`${state}_${reason ?? ''}`)}: Story = {`,
    `  name: '${name}',`,
    `  args: { state: '${state}', path: [${path.map((one) => `'${one}'`).join(', ')}] },`,
    '}',
  ]
}

function pascal(name: string): string {
  return name
    .split(/[._]/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())
    .join('')
}

/** The same places as data, for those who have no time to search: a browser. */
export function placesFile(places: readonly ReachablePlace[]): string {
  return [
    `import type { ReachablePlace } from './reachable.ts'`,
    '',
    '/** Written by `npm run stories` from the machine. */',
    'export const places: readonly ReachablePlace[] = [',
    ...places.map(({ state, reason, path }) => {
      const why = reason === null ? 'null' : `'${reason}'`
      return `  { state: '${state}', reason: ${why}, path: [${path.map((one) => `'${one}'`).join(', ')}] },`
    }),
    ']',
    '',
  ].join('\n')
}
