/** The contestants, as the table shows them. */
export const names = {
  floor: 'open the database, read one row, open it with its key',
  own: 'createAuth, to a view that is authenticated',
} as const
