import type { Panel } from './panel.ts'

/** A story as Markdown that a tester or a designer can work from without the chart at hand. */
export function givenWhenThen(title: string, panels: readonly Panel[]): string {
  const lines = panels.map(({ cause, elapsed, state, telling }) => {
    const then = [`“${telling.title}”`, telling.sentence].filter((part) => part !== '').join('. ')
    if (cause === null) return `**Given** ${then} (\`${state.key}\`)`
    const why = cause.why === null ? '' : ` ${cause.why}`
    return `**When** ${cause.label.charAt(0).toLowerCase()}${cause.label.slice(1)}, ${elapsed}.${why}\n\n**Then** ${then} (\`${state.key}\`)`
  })
  return `## ${title}\n\n${lines.join('\n\n')}\n`
}
