import type { Frame } from '../../inspect/frame.ts'
import type { Act, Sight } from './act.ts'

/** Hands on an app and on the world around it: what a journey needs to be carried out for real. */
export interface AuthDriver {
  /** A new device that knows nobody, the network and the server well, the app open. */
  start(): Promise<void>
  /** Does what the journey says and resolves once everything it sets off has come to rest. */
  act(act: Act): Promise<void>
  /** What a person sees now. Leave out `reason` where the app shows none. */
  look(): Promise<Pick<Sight, 'status'> & Partial<Sight>>
  /** What the running chart has done since the start, as `authchart/inspect` tells it: then a failure comes with a link to it. */
  recording?(): readonly Frame[]
  /** Puts the device away. */
  end(): Promise<void>
}
