import { describe, expect, it } from 'vitest'
import { schedule } from '../../scripts/test/schedule.ts'
import { tool, type Step, type StepResult } from '../../scripts/test/step.ts'

type Story = { readonly results: readonly StepResult[]; readonly most: number; readonly beside: readonly string[] }

/** Runs steps whose work ends only when the test lets it, in the order they were started. */
async function play(steps: readonly Step[], failing: readonly string[] = []): Promise<Story> {
  const results: StepResult[] = []
  const running = new Set<string>()
  const beside: string[] = []
  let most = 0
  const run = async (step: Step): Promise<StepResult> => {
    running.add(step.name)
    most = Math.max(most, running.size)
    if (running.size > 1) beside.push(step.name)
    await new Promise(setImmediate)
    running.delete(step.name)
    const failed = failing.includes(step.name) ? 1 : 0
    return { name: step.name, passed: 1 - failed, failed, seconds: 0, output: '' }
  }
  await schedule(steps, { run, done: (result) => results.push(result), lanes: 2, passed: ['chromium'] })
  return { results, most, beside }
}

const names = (story: Story): readonly string[] => story.results.map(({ name }) => name)

describe('the schedule of the test run', () => {
  it('runs every step once, two at a time', async () => {
    const story = await play(['a', 'b', 'c', 'd', 'e'].map((name) => tool(name, ['true'])))
    expect(names(story)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(story.most).toBe(2)
  })

  it('starts a step after what it depends on', async () => {
    const story = await play([tool('pack', ['true'], { after: ['build'] }), tool('build', ['true'])])
    expect(names(story)).toEqual(['build', 'pack'])
    expect(story.most).toBe(1)
  })

  it('counts a step as failed, without running it, when what it depends on failed', async () => {
    const story = await play(
      [
        tool('build', ['true']),
        tool('pack', ['true'], { after: ['build'] }),
        tool('attw', ['true'], { after: ['pack'] }),
      ],
      ['build'],
    )
    expect(story.results.map(({ name, passed, failed }) => [name, passed, failed])).toEqual([
      ['build', 0, 1],
      ['pack', 0, 1],
      ['attw', 0, 1],
    ])
    expect(story.results[1]?.output).toBe('Not run: needs build\n')
  })

  it('gives a browser step both cores', async () => {
    const steps = [
      tool('a', ['true']),
      tool('browser', ['true'], { alone: true, after: ['chromium'] }),
      tool('b', ['true']),
      tool('c', ['true']),
    ]
    const story = await play(steps)
    expect(story.results).toHaveLength(4)
    expect(story.beside).not.toContain('browser')
  })

  it('reports a step that depends on an unknown one', async () => {
    const story = await play([tool('a', ['true'], { after: ['nothing'] })])
    expect(story.results.map(({ failed }) => failed)).toEqual([1])
  })

  it('refuses steps that wait for each other', async () => {
    const circle = [tool('a', ['true'], { after: ['b'] }), tool('b', ['true'], { after: ['a'] })]
    await expect(play(circle)).rejects.toThrow('they wait for each other')
  })
})
