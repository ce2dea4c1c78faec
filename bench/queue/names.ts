/** The contestants, as the tables show them. */
export const names = {
  putStrict: 'raw put, strict',
  putRelaxed: 'raw put, relaxed',
  ownStrict: 'authchart, strict',
  ownRelaxed: 'authchart, relaxed',
  fetch: 'awaited fetch, nothing stored',
  workbox: 'workbox-background-sync',
  tanstack: '@tanstack/offline-transactions',
} as const

/** How long the server takes to answer, in milliseconds. At once hides nothing; 20 ms is a near server. */
export const answerTimes: readonly number[] = [0, 20]

export function notesPath(answerTime: number): string {
  return `/notes-after-${answerTime}`
}
