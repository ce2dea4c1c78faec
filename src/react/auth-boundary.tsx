'use client'
import type { ReactElement, ReactNode } from 'react'
import type { AuthStatus, AuthView } from '../view.ts'
import { useView } from './use-view.ts'

/** What stands in place of the children in one state: content, or a function of that state's view. */
export type BoundarySlot<Status extends AuthStatus> =
  | ReactNode
  | ((view: Extract<AuthView, { readonly status: Status }>) => ReactNode)

/** The props of `<AuthBoundary>`: a screen for every state without a session. */
export interface AuthBoundaryProps {
  readonly restoring: BoundarySlot<'RESTORING'>
  readonly signedOut: BoundarySlot<'SIGNED_OUT'>
  readonly reauth: BoundarySlot<'REAUTH_REQUIRED'>
  readonly locked: BoundarySlot<'LOCKED'>
  readonly children?: ReactNode
}

/** Shows its children to the signed-in user, offline too. Every other state has a slot that can't be forgotten. */
export function AuthBoundary({ children, ...slots }: AuthBoundaryProps): ReactElement {
  const away = useView((view) => (view.isAuthenticated ? null : view))
  return <>{away === null ? children : slotFor(away, slots)}</>
}

type Away = Extract<AuthView, { readonly isAuthenticated: false }>

function slotFor(view: Away, { restoring, signedOut, reauth, locked }: Omit<AuthBoundaryProps, 'children'>): ReactNode {
  switch (view.status) {
    case 'RESTORING':
      return typeof restoring === 'function' ? restoring(view) : restoring
    case 'SIGNED_OUT':
      return typeof signedOut === 'function' ? signedOut(view) : signedOut
    case 'REAUTH_REQUIRED':
      return typeof reauth === 'function' ? reauth(view) : reauth
    case 'LOCKED':
      return typeof locked === 'function' ? locked(view) : locked
    default:
      return view satisfies never
  }
}
