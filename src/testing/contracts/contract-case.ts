import { ContractBreach } from './demand.ts'

/** What a contract is held against: an adapter in its surroundings, made fresh for each case. */
export interface Subject {
  /** Puts away whatever the case left open. */
  end(): Promise<void>
}

/** One promise of a port. Rejects with a ContractBreach when the subject breaks it. */
export interface ContractCase<Kind extends Subject> {
  /** Stable: other suites and reports refer to it. */
  readonly id: string
  readonly title: string
  run(makeSubject: () => Promise<Kind>): Promise<void>
}

/** A case that makes its subject, holds it to the promise and puts it away. */
export function contractCase<Kind extends Subject>(
  id: string,
  title: string,
  hold: (subject: Kind) => Promise<void>,
): ContractCase<Kind> {
  return {
    id,
    title,
    async run(makeSubject) {
      const subject = await makeSubject()
      try {
        await hold(subject)
      } catch (error) {
        if (error instanceof ContractBreach) throw new ContractBreach(`${id}: ${title}. ${error.message}`)
        throw error
      } finally {
        await subject.end()
      }
    },
  }
}
