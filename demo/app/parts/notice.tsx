import type { ReactElement, ReactNode } from 'react'
import type { Tone } from '../../../machines/meta/words.ts'
import type { Message } from '../words/en.ts'
import { Icon, type IconName } from './icon.tsx'

export interface NoticeProps extends Message {
  readonly tone: Tone
  readonly icon: IconName
  /** One quiet line below, for what comes next. */
  readonly next?: string | undefined
  readonly children?: ReactNode
}

/** Something to know above the work, with the buttons it needs. */
export function Notice({ tone, icon, title, sentence, next, children }: NoticeProps): ReactElement {
  return (
    <div className="notice" data-tone={tone}>
      <Icon name={icon} />
      <div className="notice-words">
        <p className="notice-title">{title}</p>
        <p>{sentence}</p>
        {next === undefined ? null : <p className="notice-next">{next}</p>}
      </div>
      {children ? <div className="notice-acts">{children}</div> : null}
    </div>
  )
}
