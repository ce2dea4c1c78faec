'use client'

import type { ReactElement } from 'react'
import type { Tone, Trigger } from '../../machines/meta/words.ts'
import { tonePaths, triggerPaths } from './icon-paths.ts'

/** A tone without its colour. Silent: the word beside it speaks. */
export function ToneIcon({ tone }: { readonly tone: Tone }): ReactElement {
  return <Icon path={tonePaths[tone]} />
}

/** Who makes the chart move, told by name to those who can't see it. */
export function TriggerIcon({ trigger }: { readonly trigger: Trigger }): ReactElement {
  return <Icon path={triggerPaths[trigger]} />
}

/** Points to what is folded away. */
export function FoldIcon(): ReactElement {
  return <Icon path="M6 3.5L10.5 8L6 12.5" />
}

function Icon({ path }: { readonly path: string }): ReactElement {
  return (
    <svg
      aria-hidden="true"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  )
}
