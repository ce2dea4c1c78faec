import { describe, expect, it } from 'vitest'
import { words } from '../../../demo/app/words/en.ts'
import { scenarioWords } from '../../../demo/app/words/scenario-en.ts'
import { policyWords } from '../../../demo/app/words/policy-en.ts'

const spoken = [...textsOf(words), ...textsOf(policyWords), ...textsOf(scenarioWords)]

describe('the demo’s words', () => {
  it('are found, all of them', () => {
    expect(spoken).toContain('Everything is saved and sent.')
    expect(spoken).toContain('You have 3 unsent changes')
    expect(spoken.length).toBeGreaterThan(80)
  })

  it('never speak of tokens, sessions or errors, never shout and never blame', () => {
    const banned = /\b(tokens?|sessions?|refresh\w*|invalid|errors?|oops|something went wrong)\b|!/i
    expect(spoken.filter((text) => banned.test(text))).toEqual([])
  })

  it('take at most two sentences and 140 characters', () => {
    const sentences = (text: string): number => text.split(/[.?](?:\s|$)/).filter((part) => part.trim() !== '').length
    expect(spoken.filter((text) => text.length > 140 || sentences(text) > 2)).toEqual([])
  })

  it('count one change as one', () => {
    expect(words.leaving.title(1)).toBe('You have 1 unsent change')
    expect(words.account.waiting(1)).toBe('1 change is not sent yet')
  })
})

/** Every text in a tree of texts and of functions that make them. */
function textsOf(tree: unknown): readonly string[] {
  if (typeof tree === 'string') return [tree]
  if (typeof tree === 'function') return textsOf((tree as (...given: readonly unknown[]) => unknown)(3, '14:05'))
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(textsOf) : []
}
