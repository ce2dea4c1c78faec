/** Where the token server refreshes, and takes this many milliseconds for it. */
export function refreshPath(answerTime: number): string {
  return `/refresh-in-${answerTime}`
}
