import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import { grantFor, takesWord } from '../../src/step-up/coverage.ts'

const rules = defineCapabilities({
  view: { offlineFor: '7d' },
  note: { offlineFor: '2d', stepUpEvery: '12h' },
  remove: { offlineFor: '2d', stepUpEvery: '5m' },
  badge: { offlineFor: '2d', stepUpEvery: '12h', sensitivity: 'low' },
  pay: { offlineFor: '2d', stepUpEvery: '1d', sensitivity: 'high' },
  help: { public: true },
})
const at = instant(1_000)
const proof = (capability: string | null) => grantFor(rules, { method: 'pin', capability, at })
const minutes = (count: number) => at + count * 60_000

describe('a proof', () => {
  it('covers what it was given for, and what asks no more often', () => {
    expect(proof('note')).toEqual({ method: 'pin', capabilities: ['note', 'badge'], until: minutes(720) })
    expect(proof('remove')).toEqual({ method: 'pin', capabilities: ['remove', 'note', 'badge'], until: minutes(5) })
  })

  it('covers what is of high sensitivity only when given for it', () => {
    expect(proof('pay')).toEqual({ method: 'pin', capabilities: ['pay'], until: minutes(1_440) })
  })

  it('for a rule without a span of its own lasts a quarter of an hour', () => {
    expect(proof('view')).toEqual({ method: 'pin', capabilities: ['view', 'note', 'badge'], until: minutes(15) })
  })

  it('that opens the app covers the rest for the shortest of their spans, at most a quarter of an hour', () => {
    expect(proof(null)).toEqual({ method: 'pin', capabilities: ['note', 'remove', 'badge'], until: minutes(5) })
    const one = defineCapabilities({ note: { offlineFor: '2d', stepUpEvery: '12h' } })
    expect(grantFor(one, { method: 'pin', capability: null, at }).until).toBe(minutes(15))
  })

  it('may be a bare word for the lowest sensitivity and for the lock, for nothing else (SU-04)', () => {
    const taken = [null, 'view', 'note', 'badge', 'pay', 'help', 'unknown'].filter((name) => takesWord(rules, name))
    expect(taken).toEqual([null, 'badge'])
  })
})
