import { existsSync, readFileSync } from 'node:fs'

/** A line of a page that says which test shows a requirement. */
export interface RequirementRow {
  readonly id: string
  readonly file: string
  readonly title: string
}

/** The rows of a page's table. */
export function rowsOf(text: string): readonly RequirementRow[] {
  return [...text.matchAll(/^\| ([A-Z]{2}-\d{2}) \| [^|]+ \| `([^`]+)` \| ([^|]+) \|$/gm)].map(
    ([, id = '', file = '', title = '']) => ({ id, file, title: title.trim() }),
  )
}

/** Whether the test stands where the row says. */
export function stands({ file, title }: RequirementRow): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').includes(title)
}

/** `QU-01` to `QU-14`. */
export function ids(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`)
}
