import type { Panel } from './panel.ts'

/** A story as Markdown that a tester or a designer can work from without the chart at hand. */
export function givenWhenThen(title: string, panels: readonly Panel[]): string {
  const lines = panels.map(({ cause, elapsed, name, telling }) => {
    const then = [`“${telling.title}”`, telling.sentence].filter((part) => part !== '').join('. ')
    if (cause === null) return `**Given** ${then} (\`${name}\`)`
    const why = cause.why === null ? '' : ` ${cause.why}`
    if (elapsed === 'meanwhile') return `**Meanwhile** ${lower(cause.label)}.${why}\n\n**Still** ${then} (\`${name}\`)`
    return `**When** ${lower(cause.label)}, ${elapsed}.${why}\n\n**Then** ${then} (\`${name}\`)`
  })
  return `## ${title}\n\n${lines.join('\n\n')}\n`
}

function lower(label: string): string {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`
}
