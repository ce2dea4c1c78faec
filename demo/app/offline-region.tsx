import type { ReactElement } from 'react'
import { OfflineBanner, type OfflineView } from '../../src/react/index.ts'
import { OfflineNotice } from './screens/offline-notice.tsx'
import { useIsPast } from './use-is-past.ts'

/** The place that tells about the connection, empty as long as there is nothing to tell. */
export function OfflineRegion(): ReactElement {
  return (
    <OfflineBanner>
      {({ regionProps, offline, retry }) => (
        <div {...regionProps}>{offline ? <Told offline={offline} onRetry={retry} /> : null}</div>
      )}
    </OfflineBanner>
  )
}

function Told({ offline, onRetry }: { readonly offline: OfflineView; readonly onRetry: () => void }): ReactElement {
  const { reason, since, retryAt, retryNotBefore, pending } = offline
  const isPauseOver = useIsPast(retryNotBefore)
  return <OfflineNotice {...{ reason, since, retryAt, pending, onRetry }} isPaused={!isPauseOver} />
}
