import type { ChartResults } from './results.ts'

type Loose = Readonly<Record<string, unknown>>

/** Reads what tests found out, alone or beside the chart it is about (`{...model, results}`); null for anything else. */
export function parseResults(text: string): ChartResults | null {
  try {
    const value: unknown = JSON.parse(text)
    const inner = isRecord(value) && isRecord(value['results']) ? value['results'] : value
    return isResults(inner) ? inner : null
  } catch {
    return null
  }
}

function isResults(value: unknown): value is ChartResults {
  if (!isRecord(value) || value['format'] !== 2 || typeof value['drawing'] !== 'string') return false
  const { coverage, verdicts } = value
  return (
    isRecord(coverage) &&
    isListOf(coverage['states'], (one) => hasTexts(one, ['id']) && typeof one['places'] === 'number') &&
    isListOf(coverage['edges'], (one) => hasTexts(one, ['id']) && typeof one['steps'] === 'number') &&
    isListOf(verdicts, isVerdict)
  )
}

function isVerdict(value: Loose): boolean {
  return (
    hasTexts(value, ['name']) &&
    typeof value['holds'] === 'boolean' &&
    typeof value['witnessed'] === 'number' &&
    isListOf(value['replay'], isMove)
  )
}

function isMove(value: Loose): boolean {
  const { event } = value
  const isTold = event === null || (isRecord(event) && hasTexts(event, ['type']))
  return (
    isTold && hasTexts(value, ['label']) && typeof value['at'] === 'number' && isIds(value['edges'], value['states'])
  )
}

function isIds(...lists: readonly unknown[]): boolean {
  return lists.every((list) => Array.isArray(list) && list.every((one) => typeof one === 'string'))
}

function isListOf(value: unknown, is: (one: Loose) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => isRecord(one) && is(one))
}

function hasTexts(value: Loose, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string')
}

function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null
}
