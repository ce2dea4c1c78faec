'use client'

import { useEffect, type ComponentType, type ReactElement } from 'react'
import { AuthProvider } from '../react/auth-provider.tsx'
import { standIn, type StandIn, type StorySession } from './stand-in.ts'
import { chosenIn } from './toolbar.ts'

/** As much of a Storybook story's context as is needed; fits Storybook 8 to 10. */
export interface StoryContext {
  readonly globals: Readonly<Record<string, unknown>>
  /** `auth: {state, network, clock}` gives a story its session; without it a story has none. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly loaded?: Readonly<Record<string, unknown>>
}

/** For `loaders` of a Storybook's preview: lives the session of the story before it is drawn. */
export async function authLoader({ globals, parameters }: StoryContext): Promise<{ readonly auth: StandIn | null }> {
  const story = sessionIn(parameters)
  return { auth: story === null ? null : await standIn(chosenIn(globals, story)) }
}

/** For `decorators` of a Storybook's preview: hands the loaded session to the story, as an app's provider would. */
export function withAuth(Story: ComponentType, { loaded }: StoryContext): ReactElement {
  const standing = loaded?.['auth']
  return isStandIn(standing) ? (
    <Lent standing={standing}>
      <Story />
    </Lent>
  ) : (
    <Story />
  )
}

function Lent({ standing, children }: { readonly standing: StandIn; readonly children: ReactElement }): ReactElement {
  const { auth, world } = standing
  // Storybook loads anew for every drawing, so the last one's device is done with.
  useEffect(() => () => world.dispose(), [world])
  return <AuthProvider auth={auth}>{children}</AuthProvider>
}

function sessionIn({ auth }: Readonly<Record<string, unknown>>): StorySession | null {
  return typeof auth === 'object' && auth !== null ? auth : null
}

function isStandIn(value: unknown): value is StandIn {
  return typeof value === 'object' && value !== null && 'auth' in value && 'world' in value
}
