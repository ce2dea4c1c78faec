import { existsSync, readFileSync } from 'node:fs'

type Counts = { readonly passed: number; readonly failed: number }

type Report = {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** Counts a Vitest JSON report. What was skipped, left as a to-do or never loaded counts as failed: nothing is waved through. */
export function countVitest(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  const statuses = report.testResults.flatMap((suite) => suite.assertionResults.map((test) => test.status))
  const passed = statuses.filter((status) => status === 'passed').length
  const unloaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  )
  const failed = statuses.length - passed + unloaded.length
  return passed + failed === 0 ? { passed: 0, failed: 1 } : { passed, failed }
}
