'use client'
import type { ReactElement, ReactNode } from 'react'
import type { AuthStatus, AuthView } from '../view.ts'
import type { RegisteredCapability } from './register.ts'
import { useCan } from './use-can.ts'
import { useView } from './use-view.ts'

type Question = AuthStatus | readonly AuthStatus[] | ((view: AuthView) => boolean)
type Permitted<Capability extends string = RegisteredCapability> = { readonly can: Capability }

/** The props of `<Show>`. */
export interface ShowProps<Capability extends string = RegisteredCapability> {
  /** A state, several of them, a question to the view, or a capability: `{can: 'note.create'}`. */
  readonly when: Question | Permitted<Capability>
  readonly fallback?: ReactNode
  readonly children?: ReactNode
}

/** Renders its children while the session is as asked, else the fallback. Hiding something guards nothing: see `auth.guard`. */
export function Show({ when, fallback, children }: ShowProps): ReactElement {
  return isPermitted(when) ? (
    <ShowPermitted {...when} fallback={fallback}>
      {children}
    </ShowPermitted>
  ) : (
    <ShowState when={when} fallback={fallback}>
      {children}
    </ShowState>
  )
}

function ShowPermitted({ can, fallback, children }: Permitted & Omit<ShowProps, 'when'>): ReactElement {
  return <>{useCan(can).allowed ? children : fallback}</>
}

function ShowState({ when, fallback, children }: Omit<ShowProps, 'when'> & { readonly when: Question }): ReactElement {
  return <>{useView((view) => holds(when, view)) ? children : fallback}</>
}

function isPermitted(when: ShowProps['when']): when is Permitted {
  return typeof when === 'object' && 'can' in when
}

function holds(when: Question, view: AuthView): boolean {
  if (typeof when === 'function') return when(view)
  return typeof when === 'string' ? view.status === when : when.includes(view.status)
}
