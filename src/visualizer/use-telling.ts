'use client'

import { useCallback } from 'react'
import { say, type Filling } from '../../machines/meta/say.ts'

/** Says a sentence of the chart; undefined where nothing fills what the sentence leaves open. */
export type Telling = ((text: string) => string) | undefined

/** The same function for as long as the filling is the same, so that a chart isn't drawn anew for it. */
export function useTelling(filling: Filling | undefined): Telling {
  const tell = useCallback((text: string): string => say(text, filling), [filling])
  return filling === undefined ? undefined : tell
}
