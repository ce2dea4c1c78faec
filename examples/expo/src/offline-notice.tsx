import { OfflineBanner } from 'authchart/react'
import { Button, Text, View } from 'react-native'

const reasons: Readonly<Record<string, string>> = {
  network_unavailable: 'no network',
  captive_portal: 'this network wants you to log in first',
}

export function OfflineNotice() {
  return (
    <OfflineBanner>
      {({ regionProps, offline, retry }) => (
        <View {...regionProps}>
          {offline === null ? null : (
            <>
              <Text>Working offline: {reasons[offline.reason] ?? 'the server does not answer'}</Text>
              <Button title="Try now" onPress={retry} />
            </>
          )}
        </View>
      )}
    </OfflineBanner>
  )
}
