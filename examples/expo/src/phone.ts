import NetInfo, { type NetInfoState } from '@react-native-community/netinfo'
import type { AuthOptions } from 'authchart'
import { browserConnectivity } from 'authchart/adapters/browser'
import { singleTab } from 'authchart/adapters/single-tab'
import { systemClock } from 'authchart/adapters/system'
import { browser } from 'authchart/browser'
import { AppState } from 'react-native'

type Platform = AuthOptions['platform']

/** What a phone brings: the system's clock and chance, its network by NetInfo, foreground and background by AppState. */
export function phone(): Platform {
  const clock: Platform['clock'] = {
    ...systemClock({ page: null }),
    lifecycle(listener) {
      const watch = AppState.addEventListener('change', (state) => {
        if (state === 'active') listener('woke')
        if (state === 'background') listener('hiding')
      })
      return () => watch.remove()
    },
  }
  return browser({
    server: false,
    clock,
    tabs: singleTab({ clock }),
    navigation: null,
    connectivity: browserConnectivity({ clock, platformReading: netInfoReading() }),
  })
}

/** `offline` is believed; `online` only says that something is plugged in. */
function netInfoReading() {
  let latest: 'online' | 'offline' | 'unknown' = 'unknown'
  const read = ({ isConnected }: NetInfoState) => {
    latest = isConnected === null ? 'unknown' : isConnected ? 'online' : 'offline'
    return latest
  }
  return {
    current: () => latest,
    subscribe: (listener: (reading: 'online' | 'offline' | 'unknown') => void) => {
      let before = latest
      return NetInfo.addEventListener((state) => {
        const reading = read(state)
        // NetInfo also tells of changes in signal strength and address.
        if (reading !== before) listener(reading)
        before = reading
      })
    },
  }
}
