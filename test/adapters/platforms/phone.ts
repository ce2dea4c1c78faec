/** What a keychain item is readable for. */
type Accessible = 'when unlocked' | 'after first unlock'

interface Item {
  readonly value: string
  readonly accessible: Accessible
}

/** A phone as its keychain sees it. Each behaviour is imitated by the modules beside this file, which say after whom. */
export interface Phone {
  readonly platform: 'ios' | 'android'
  /** Sealed values, by service and name. */
  readonly items: Map<string, Item>
  state: 'not unlocked yet' | 'locked' | 'unlocked'
  /** Whether nobody opens this item any more. */
  isLost(item: Item): boolean
  /** The key that seals was replaced or deleted: what is there can't be opened any more, what is written next can (Android). */
  loseKey(): void
  /** The disk reports what it doesn't keep (Android). */
  losesWrites: boolean
  /** Whether an item can be used now: Apple, kSecAttrAccessible…; Android knows no difference. */
  opens(accessible: Accessible): boolean
  /** The app is removed and installed again. */
  reinstall(): void
}

export function aPhone(platform: Phone['platform'] = 'ios'): Phone {
  const lost = new Set<Item>()
  const phone: Phone = {
    platform,
    items: new Map(),
    state: 'unlocked',
    isLost: (item) => lost.has(item),
    loseKey: () => {
      for (const item of phone.items.values()) lost.add(item)
    },
    losesWrites: false,
    opens: (accessible) =>
      platform === 'android' ||
      phone.state === 'unlocked' ||
      (phone.state === 'locked' && accessible === 'after first unlock'),
    reinstall() {
      // docs.expo.dev, SecureStore: data "can persist across app installs" on iOS; Android deletes the app's preferences.
      if (platform === 'android') phone.items.clear()
    },
  }
  return phone
}
