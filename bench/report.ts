/** What a benchmark hands back: facts that hold on any machine, and a table. */
export interface Report {
  readonly title: string
  /** Goals met or missed, one sentence each. */
  readonly verdicts: readonly string[]
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What was running: engine, versions, rounds. */
  readonly facts: readonly string[]
  /** Promises that did not hold; any makes the run fail. */
  readonly broken: readonly string[]
}

/** One section of results.md, and what the terminal shows. */
export function markdownOf(name: string, report: Report, day: string): string {
  const lines = [
    `## ${name}`,
    '',
    `${report.title}. Measured on ${day}.`,
    '',
    ...report.verdicts.map((verdict) => `- ${verdict}`),
    ...report.broken.map((promise) => `- BROKEN: ${promise}`),
    '',
    row(report.columns),
    row(report.columns.map((_, place) => (place === 0 ? '---' : '---:'))),
    ...report.rows.map(row),
    '',
    report.facts.join(' · '),
    '',
  ]
  return lines.join('\n')
}

/** Puts a section in the place of the older one of that name, or at the end. */
export function replaceSection(text: string, name: string, section: string): string {
  const [head = '', ...sections] = text.trimEnd().split(/^(?=## )/m)
  const others = sections.map((one) => one.trimEnd())
  const place = others.findIndex((one) => one.startsWith(`## ${name}\n`))
  const next = place === -1 ? [...others, section.trimEnd()] : others.with(place, section.trimEnd())
  return `${[head.trimEnd(), ...next].join('\n\n')}\n`
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
