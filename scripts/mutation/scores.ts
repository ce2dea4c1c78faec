interface Mutant {
  readonly status: string
}

/** Stryker's report as a page: of each module how many changes its tests noticed. */
export function scoresOf(report: string, node: string): string {
  const { files } = JSON.parse(report) as {
    readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>
  }
  const rows = Object.entries(files)
    .map(([path, { mutants }]) => ({ path, ...tally(mutants) }))
    .sort((a, b) => a.path.localeCompare(b.path))
  const all = tally(Object.values(files).flatMap(({ mutants }) => mutants))
  const cells = ({ noticed, missed, skipped }: Tally): string =>
    `${scored(noticed, missed)} | ${noticed} | ${missed} | ${skipped}`
  return `# Mutation of the modules that decide

Written by \`npm run mutation\` on Node ${node}. Each module is changed in one place at a time; a change is noticed when a test
fails or never ends. Not judged: what is made once when a module is loaded (tables and constants, whose rows are fixtures).

| module | score | noticed | missed | not judged |
| --- | --- | --- | --- | --- |
${rows.map((row) => `| \`${row.path}\` | ${cells(row)} |`).join('\n')}
| **all** | ${cells(all)} |
`
}

interface Tally {
  readonly noticed: number
  readonly missed: number
  readonly skipped: number
}

function tally(mutants: readonly Mutant[]): Tally {
  const count = (...statuses: readonly string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length
  return {
    noticed: count('Killed', 'Timeout'),
    missed: count('Survived', 'NoCoverage'),
    skipped: count('Ignored', 'CompileError', 'RuntimeError', 'Pending'),
  }
}

function scored(noticed: number, missed: number): string {
  return noticed + missed === 0 ? '–' : `${((100 * noticed) / (noticed + missed)).toFixed(1)} %`
}
