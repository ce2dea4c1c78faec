import { generation, instant } from '../../machines/time.ts'
import { isJsonObject, parseJson, type Json } from '../exchange/parse-json.ts'
import type { KeyFailure, Keys } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import { openRow, sealRow } from '../vault/sealed-row.ts'
import { rowOfHead } from './head-row.ts'
import type { FieldError, ItemHead, LastOutcome, Trace } from './item.ts'

/** What an item that was never tried remembers. It has no sealed part. */
export const noTrace: Trace = {
  lastOutcome: null,
  inProgress: 0,
  repeats: 0,
  refused: null,
  theirs: null,
  rebases: 0,
}

/** The head with its trace sealed to the revision it will be written as. */
export async function withTrace(
  keys: Keys,
  head: ItemHead,
  trace: Trace,
): Promise<Outcome<ItemHead, KeyFailure> | null> {
  if (trace === noTrace) return null
  const secret = parseJson(JSON.stringify(trace))?.value ?? null
  const { key, sessionId, revision, clear, seq } = rowOfHead(head)
  const row = await sealRow(keys, { key, sessionId, revision, clear, secret, seq })
  return row.ok ? { ok: true, at: row.at, value: { ...head, trace: row.value.sealed } } : row
}

export async function openTrace(keys: Keys, head: ItemHead): Promise<Outcome<Trace, KeyFailure>> {
  if (head.trace === null) return { ok: true, at: instant(0), value: noTrace }
  const opened = await openRow(keys, rowOfHead(head))
  return opened.ok ? { ok: true, at: opened.at, value: decodeTrace(opened.value) } : opened
}

function decodeTrace(value: Json): Trace {
  if (!isJsonObject(value)) return noTrace
  const { refused } = value
  return {
    lastOutcome: decodeOutcome(value['lastOutcome']),
    inProgress: count(value['inProgress']),
    repeats: count(value['repeats']),
    refused:
      isJsonObject(refused) && typeof refused['sessionId'] === 'string'
        ? { sessionId: refused['sessionId'], generation: generation(count(refused['generation'])) }
        : null,
    theirs: value['theirs'] ?? null,
    rebases: count(value['rebases']),
  }
}

function decodeOutcome(value: Json | undefined): LastOutcome | null {
  if (!isJsonObject(value) || typeof value['row'] !== 'string') return null
  const { status, codes, fields } = value
  return {
    at: instant(count(value['at'])),
    row: value['row'],
    status: typeof status === 'number' ? status : null,
    reason: text(value['reason']),
    error: text(value['error']),
    detail: text(value['detail']),
    codes: Array.isArray(codes) ? codes.filter((code) => typeof code === 'string') : [],
    fields: Array.isArray(fields) ? fields.flatMap((field: Json) => decodeField(field)) : [],
  }
}

function decodeField(value: Json): readonly FieldError[] {
  if (!isJsonObject(value)) return []
  const { field, message } = value
  return typeof field === 'string' && typeof message === 'string' ? [{ field, message }] : []
}

function count(value: Json | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}
