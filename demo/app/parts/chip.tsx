import type { ReactElement } from 'react'
import type { Tone } from '../../../machines/meta/words.ts'
import { Icon, type IconName } from './icon.tsx'

export interface ChipProps {
  readonly tone: Tone
  readonly icon: IconName
  readonly word: string
}

/** A tone, an icon and a word: never colour alone. */
export function Chip({ tone, icon, word }: ChipProps): ReactElement {
  return (
    <span className="chip" data-tone={tone}>
      <Icon name={icon} />
      {word}
    </span>
  )
}
