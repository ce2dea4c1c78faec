import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { authErrors } from '../../src/auth-error.ts'

interface Entry {
  readonly code: string
  readonly text: string
}

function entriesOf(document: string): readonly Entry[] {
  return document
    .split(/^## /m)
    .slice(1)
    .map((section) => ({ code: section.split('\n', 1)[0] ?? '', text: section }))
}

const document = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')

describe('docs/errors.md', () => {
  it('has one entry for every code, and no other', () => {
    expect(
      entriesOf(document)
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(Object.keys(authErrors).toSorted())
  })

  it.each(Object.entries(authErrors))('says of %s what the code says', (code, { message, remedy, transient }) => {
    const entry = entriesOf(document).find((candidate) => candidate.code === code)
    expect(entry?.text).toContain(`> ${message}\n`)
    expect(entry?.text).toContain(`Remedy: \`${remedy}\`. ${transient ? 'Transient.' : 'Not transient.'}`)
    expect(entry?.text).toMatch(/\*\*Cause\.\*\* \S.{15,}/)
    expect(entry?.text).toMatch(/\*\*Fix\.\*\* \S.{5,}/)
  })

  it('misses an entry that was taken out', () => {
    const without = document.replace(/^## offline\n[\s\S]*?(?=^## )/m, '')
    expect(entriesOf(without).map(({ code }) => code)).not.toContain('offline')
  })
})

describe('the error codes', () => {
  it.each(Object.entries(authErrors))('gives %s a constant message of the house form (IR-08)', (_code, { message }) => {
    expect(message).toMatch(/^Cannot [^:]+: [^.]+$/)
  })
})
