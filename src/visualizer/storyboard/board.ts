import type { Trigger } from '../../../machines/meta/words.ts'
import type { Path } from './shortest-paths.ts'

/** A story: what happens, one thing after the other. */
export interface Board {
  readonly name: string
  readonly path: Path
  /** How many steps of the path lie before the story, which then begins where they led. Default 0. */
  readonly begins?: number
  /** What happens elsewhere, where the machine can't hear of it. */
  readonly meanwhile?: readonly Meanwhile[]
}

/** Something that happens elsewhere during a story and changes nothing here. */
export interface Meanwhile {
  /** After how many steps of the path. */
  readonly after: number
  readonly trigger: Trigger
  readonly label: string
  /** Why nothing changes here. */
  readonly why: string
}
