/** The words around a story that is played, in English. */
export const scenarioWords = {
  toDemo: 'To the demo',
  title: 'What happens if …',
  sentence: 'The app runs here on a device that is made up. Its clock, network and server move when you let them.',
  others: 'All the stories',
  play: 'Play with a copy of the chart',
  playSentence: 'Nothing of it runs. Set off what can happen, and go back as far as you like.',
} as const
