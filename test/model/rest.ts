/** So many transitions may follow from one event before the chart comes to rest. */
export const longestLawfulChain = 10
