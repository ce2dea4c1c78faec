'use client'
import { shallowEqual, useSelector } from '@xstate/react'
import type { AuthView } from '../view.ts'
import { useProvided } from './auth-context.ts'
import { useHydrated } from './use-hydrated.ts'
import { restoringSource } from './view-source.ts'

/** A part of the view; renders only when that part changes, one level deep. */
export function useView<Part>(select: (view: AuthView) => Part): Part {
  const { source } = useProvided()
  // `useSelector` gives the server pass the client's snapshot; without this, hydration would meet other markup.
  return useSelector(useHydrated() ? source : restoringSource, select, shallowEqual)
}
