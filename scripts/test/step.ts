/** One part of the test run: a tool that passes or fails as a whole, or a Vitest project that counts its tests. */
export type Step = {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly counts: 'tool' | 'vitest'
  /** Steps that must have passed before this one can say anything. */
  readonly after?: readonly string[]
  /** Steps that drive a browser keep both cores to themselves, so that nothing else moves their clocks. */
  readonly alone?: boolean
  readonly limitMinutes?: number
}

export type StepResult = {
  readonly name: string
  readonly passed: number
  readonly failed: number
  readonly seconds: number
  readonly output: string
}

export function tool(name: string, command: readonly [string, ...string[]], options: Partial<Step> = {}): Step {
  return { name, command, counts: 'tool', ...options }
}

export function vitest(project: string, options: Partial<Step> = {}): Step {
  return { name: project, command: ['vitest', 'run', '--project', project], counts: 'vitest', ...options }
}
