import type { Tone, Trigger } from '../../machines/meta/words.ts'

/** The tones' signs on a grid of 16 × 16, drawn with a stroke. */
export const tonePaths: Readonly<Record<Tone, string>> = {
  rest: 'M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10Z',
  calm: 'M3 8.5l3.2 3.2L13 4.8',
  working: 'M13 8a5 5 0 0 1-9 3M3 8a5 5 0 0 1 9-3M12 2v3.2H8.8M4 14v-3.2h3.2',
  careful: 'M8 2.5L14 13H2ZM8 6.5v3M8 11.2v.1',
  ask: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11ZM6.4 6.6a1.6 1.6 0 1 1 2.3 1.4c-.5.3-.7.6-.7 1.1M8 11.1v.1',
  stop: 'M4.5 7.5h7v5.5h-7ZM5.8 7.5V5.3a2.2 2.2 0 0 1 4.4 0v2.2',
}

/** Who makes the chart move, on the same grid. */
export const triggerPaths: Readonly<Record<Trigger, string>> = {
  user: 'M8 7.6a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5ZM3 13.4c.4-2.4 2.3-3.8 5-3.8s4.6 1.4 5 3.8',
  network: 'M2 6.4a8.6 8.6 0 0 1 12 0M4.2 8.9a5.4 5.4 0 0 1 7.6 0M6.4 11.2a2.3 2.3 0 0 1 3.2 0M8 13v.1',
  server: 'M3 3h10v4H3ZM3 9h10v4H3ZM5.2 5v.1M5.2 11v.1',
  time: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11ZM8 5v3.2l2.1 1.3',
  tab: 'M2.5 5.5h8v8h-8ZM5.5 5.5v-3h8v8h-3',
  system: 'M8.8 2L3.5 9h4L7.2 14L12.5 7h-4Z',
}
