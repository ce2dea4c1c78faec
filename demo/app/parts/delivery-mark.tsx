import type { ReactElement } from 'react'
import type { Tone } from '../../../machines/meta/words.ts'
import type { Delivery } from '../orders/shown-order.ts'
import { words } from '../words/en.ts'
import { Chip } from './chip.tsx'
import { Icon, type IconName } from './icon.tsx'

const looks: Readonly<Record<Exclude<Delivery, 'sent'>, { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'careful', icon: 'clock' },
  sending: { tone: 'working', icon: 'send' },
  stuck: { tone: 'stop', icon: 'alert' },
}

/** How far a change has come. */
export function DeliveryMark({ delivery }: { readonly delivery: Delivery }): ReactElement {
  const word = words.order.delivery[delivery]
  if (delivery !== 'sent') return <Chip {...looks[delivery]} word={word} />
  return (
    <span className="done-mark">
      <Icon name="check" />
      {word}
    </span>
  )
}
