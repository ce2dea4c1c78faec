import type { ReactElement } from 'react'
import { Brand } from '../parts/brand.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { policyWords } from '../words/policy-en.ts'

const words = policyWords.presence.unlock

export interface UnlockScreenProps {
  /** Whose work it is; null where not even that can be read yet. */
  readonly name: string | null
  readonly onUnlock: () => void
  readonly onUseAnother: () => void
}

/** The app, closed until whoever is in front of it has shown who they are. */
export function UnlockScreen({ name, onUnlock, onUseAnother }: UnlockScreenProps): ReactElement {
  return (
    <main className="stage">
      <div className="card">
        <Brand />
        <span className="seal" data-tone="ask">
          <Icon name="lock" />
        </span>
        <h1>{words.title}</h1>
        <p className="lead">{words.sentence(name)}</p>
        <Button kind="primary" onClick={onUnlock}>
          {words.action}
        </Button>
        <Button kind="quiet" onClick={onUseAnother}>
          {words.another}
        </Button>
      </div>
    </main>
  )
}
