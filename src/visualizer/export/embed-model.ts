import type { ChartModel } from '../chart-model.ts'
import { parseModel } from './parse-model.ts'

const opening = '<metadata data-authchart="1">'
const closing = '</metadata>'

/** The model as text that no parser of XML or HTML takes for markup. */
export function embedModel(model: ChartModel): string {
  return `${opening}${inertJson(model)}${closing}`
}

/** JSON in which no character means anything to XML or HTML. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029\ufffe\uffff]/g, asEscape)
}

function asEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** The model an exported picture carries; null where it carries none. */
export function embeddedModel(text: string): ChartModel | null {
  const [, after] = text.split(opening, 2)
  const json = after?.split(closing, 1)[0]
  return json === undefined ? null : parseModel(json)
}
