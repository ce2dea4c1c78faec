'use client'
import type { ReactElement, ReactNode } from 'react'
import type { AuthStatus, AuthView } from '../view.ts'
import { useView } from './use-view.ts'

export interface ShowProps {
  /** A state, several of them, or a question to the view. */
  readonly when: AuthStatus | readonly AuthStatus[] | ((view: AuthView) => boolean)
  readonly fallback?: ReactNode
  readonly children?: ReactNode
}

/** Renders its children while the session is as asked, else the fallback. */
export function Show({ when, fallback, children }: ShowProps): ReactElement {
  return <>{useView((view) => holds(when, view)) ? children : fallback}</>
}

function holds(when: ShowProps['when'], view: AuthView): boolean {
  if (typeof when === 'function') return when(view)
  return typeof when === 'string' ? view.status === when : when.includes(view.status)
}
