/** Everything that can go wrong in a simulated world. Each is on or off per seed (swarm testing), so that rare pairs meet. */
export const nemeses = [
  // The network and what stands on it
  'unreachable',
  'lostAnswers',
  'hangs',
  'slowNetwork',
  'lateArrivals',
  'duplicates',
  'serverErrors',
  'throttling',
  'portal',
  'garbage',
  'misconfigured',
  // The identity provider
  'revocations',
  'disabling',
  'otherSubject',
  'interaction',
  'omitsRefreshToken',
  // The disk
  'storeFails',
  'storeHangs',
  'slowStore',
  'commitUnheard',
  'locked',
  'eviction',
  'keyLoss',
  'bitFlips',
  // Contexts
  'moreTabs',
  'crashes',
  'closes',
  'freezes',
  'channelDrops',
  'channelDoubles',
  'forgedHints',
  // Time
  'sleeps',
  'clockJumps',
  // People
  'signOuts',
  'otherUser',
  'moreAccounts',
  'offlineWork',
  'badHooks',
  // Drawn apart, so that no seed's history has changed when it came
  'outages',
] as const
export type Nemesis = (typeof nemeses)[number]

/** These make the wall clock lie: claims about moments are not judged then. */
export const clockLies: readonly Nemesis[] = ['clockJumps', 'sleeps']

/** These may take the record away without anybody's fault. */
export const diskLosses: readonly Nemesis[] = ['eviction', 'keyLoss', 'bitFlips']

/** These make the store refuse or delay work. */
export const diskTroubles: readonly Nemesis[] = [
  'storeFails',
  'storeHangs',
  'slowStore',
  'commitUnheard',
  'locked',
  'outages',
  ...diskLosses,
]
