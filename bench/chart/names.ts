/** The contestants, as the table shows them. */
export const names = {
  markup: 'the same picture, as finished markup',
  first: 'first draw',
  update: 'update after one event',
} as const
