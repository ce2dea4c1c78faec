/** The contestants, as the table shows them. */
export const names = {
  hand: 'hand-written single flight over fetch',
  own: 'authchart, in memory',
  durable: 'authchart, IndexedDB and Web Locks',
  naive: 'fetch without coalescing',
} as const

/**
 * How long the token endpoint takes to answer, in milliseconds. At once is the hardest comparison, since nothing hides what
 * a session does besides asking; 50 ms is a near server.
 */
export const answerTimes: readonly number[] = [0, 50]

/** How many callers find the token expired at the same moment. */
export const bursts: readonly number[] = [10, 100, 1_000]

/** The life of every token, in seconds. */
export const tokenLife = 3_600
